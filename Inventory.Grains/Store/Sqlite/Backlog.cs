namespace Inventory.Store.Sqlite;

/// <summary>What to do to the table <c>allocation</c> for an event.</summary>
internal enum TableStep : byte
{
    Put = 1,
    Delete = 2,
    DeleteAll = 3,
}

/// <summary>An event that the tables do not have yet.</summary>
internal readonly record struct BacklogEvent(long Seq, TableStep Step);

/// <summary>The events of one resource that the tables do not have yet, in order.</summary>
internal sealed class Backlog
{
    private readonly Queue<BacklogEvent> _events = new();

    /// <summary>The version that the last of them made.</summary>
    public long Version { get; private set; }

    public int Count => _events.Count;

    public void Add(long version, BacklogEvent next)
    {
        Version = version;
        _events.Enqueue(next);
    }

    public BacklogEvent Next => _events.Peek();

    public void Done() => _events.Dequeue();

    public void Clear() => _events.Clear();
}
