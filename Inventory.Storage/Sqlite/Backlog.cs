namespace Inventory.Storage.Sqlite;

internal enum TableStep : byte
{
    Put = 1,
    Delete = 2,
    DeleteAll = 3,
}

/// <summary>An event that is not in the tables yet. Kept events are loaded with the resource: answers and expired holds.</summary>
internal readonly record struct BacklogEvent(long Seq, TableStep Step, bool IsKept);

/// <summary>The events of one resource that are not in the tables yet, in order, without gaps.</summary>
internal sealed class Backlog
{
    private readonly Queue<BacklogEvent> _events = new();

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
