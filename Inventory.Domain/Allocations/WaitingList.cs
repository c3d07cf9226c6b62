namespace Inventory.Domain.Allocations;

/// <summary>Who waits for time on a resource, by arrival, and who has waited lately. Immutable.</summary>
public sealed class WaitingList
{
    private static readonly IComparer<Allocation> ByArrival = Comparer<Allocation>.Create(static (a, b) => (a.Created, a.Id).CompareTo((b.Created, b.Id)));

    public static readonly WaitingList Empty = new(ImmutableSortedSet.Create(ByArrival), ImmutableDictionary<Guid, Allocation>.Empty);

    // Without those that have ended.
    private readonly ImmutableSortedSet<Allocation> _open;

    private readonly ImmutableDictionary<Guid, Allocation> _byId;

    private WaitingList(ImmutableSortedSet<Allocation> open, ImmutableDictionary<Guid, Allocation> byId) => (_open, _byId) = (open, byId);

    /// <summary>Nobody waits.</summary>
    public bool IsEmpty => _open.IsEmpty;

    public int Count => _open.Count;

    /// <summary>Those that wait, by arrival.</summary>
    public IEnumerable<Allocation> Open => _open;

    /// <summary>Also those that have ended.</summary>
    public IEnumerable<Allocation> All => _byId.Values;

    /// <summary>The moment of the last arrival among those that wait; <c>null</c> if nobody does.</summary>
    public Instant? LastArrival => _open.Max?.Created;

    /// <summary>Also one that has ended.</summary>
    public Allocation? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>From 1: its place among those that wait for some of the same time. 0 for one that does not wait.</summary>
    public int PositionOf(Allocation entry) => _open.Contains(entry) ? 1 + _open.TakeWhile(other => other.Id != entry.Id).Count(other => other.Interval.Overlaps(entry.Interval)) : 0;

    internal WaitingList Add(Allocation entry) => _byId.ContainsKey(entry.Id)
        ? throw new ArgumentException($"There is an entry {entry.Id} already.", nameof(entry))
        : new(entry.Stage == AllocationStage.Waiting ? _open.Add(entry) : _open, _byId.Add(entry.Id, entry));

    internal WaitingList Remove(Allocation entry) => new(_open.Remove(entry), _byId.Remove(entry.Id));
}
