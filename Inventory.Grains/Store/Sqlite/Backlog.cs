namespace Inventory.Store.Sqlite;

/// <summary>What to do to the table <c>allocation</c> for an event.</summary>
internal enum TableStep : byte
{
    None = 0,
    Put = 1,
    Delete = 2,
    DeleteAll = 3,
}

/// <summary>An event that the tables do not have yet.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Step">What it takes.</param>
/// <param name="IsKept">It is told when the resource is loaded: an answer, or the end of a hold.</param>
internal readonly record struct BacklogEvent(long Seq, TableStep Step, bool IsKept);

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

    /// <summary>The version that the first of them made.</summary>
    public long FirstVersion => Version - _events.Count + 1;

    public BacklogEvent Next => _events.Peek();

    public void Done() => _events.Dequeue();
}
