namespace Inventory.Storage.Sqlite;

/// <summary>What to do to the table <c>allocation</c> for an event.</summary>
internal enum TableStep : byte
{
    Put = 1,
    Delete = 2,
    DeleteAll = 3,
}

/// <summary>An event that the tables do not have yet.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Step">What it takes.</param>
/// <param name="IsKept">It is told when the resource is loaded: an answer, or the end of a hold.</param>
internal readonly record struct BacklogEvent(long Seq, TableStep Step, bool IsKept);

/// <summary>The events of one resource that the tables do not have yet, in order, without gaps.</summary>
internal sealed class Backlog
{
    private readonly Queue<BacklogEvent> _events = new();

    /// <summary>Where the events of the resource end.</summary>
    public ResourceHead Head { get; private set; }

    public int Count => _events.Count;

    public void Add(ResourceHead head, BacklogEvent next)
    {
        Head = head;
        _events.Enqueue(next);
    }

    public BacklogEvent Next => _events.Peek();

    public void Done() => _events.Dequeue();

    public void Clear() => _events.Clear();
}
