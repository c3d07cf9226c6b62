using Inventory.Domain.Allocations;
using Inventory.Domain.Availability;

namespace Inventory.Grains.Availability;

/// <summary>The busy times of every resource of a type, as of one event. Not thread-safe.</summary>
internal sealed class AvailabilityIndex
{
    private readonly string _type;
    private readonly SortedList<long, Entry> _byOrdinal = [];
    private readonly Dictionary<Guid, Entry> _byId = [];

    public AvailabilityIndex(string type, StoredBusyIntervals stored)
    {
        (_type, Seq) = (type, stored.Seq);
        foreach (var resource in stored.Resources)
            Put(resource);
        foreach (var (resourceId, time) in stored.Times)
            _byId[resourceId].Times.Add(time);
    }

    public long Seq { get; private set; }

    public List<Resource> FindAvailable(Interval window, long after, int limit, Instant now)
    {
        var found = new List<Resource>();
        for (var i = _byOrdinal.Keys.IndexAfter(after); i < _byOrdinal.Count && found.Count < limit; i++)
            if (_byOrdinal.GetValueAtIndex(i) is var entry && entry.Times.IsFree(window, now))
                found.Add(entry.Resource);
        return found;
    }

    public List<Interval> FindEarliest(Instant from, TimeSpan length, Instant now, int limit) =>
        [.. _byOrdinal.Values.Select(e => e.Times.EarliestFree(from, length, now)).OfType<Instant>().Distinct().Order().Take(limit)
            .Select(start => new Interval(start, new(start.Microseconds + (long)length.TotalMicroseconds)))];

    // The loaded state may contain some of these events already; applying one again changes nothing.
    public void CatchUp(RecordedEvent next)
    {
        Seq = next.Seq;
        if (next.ResourceType != _type)
            return;
        if (next.Change is ResourceEvent.ResourceCreated created)
            Put(created.Resource);
        else if (_byId.TryGetValue(next.ResourceId, out var entry))
            CatchUp(entry, next.Change);
    }

    private void CatchUp(Entry entry, ResourceEvent change)
    {
        switch (change)
        {
            case ResourceEvent.ResourceUpdated updated:
                entry.Resource = updated.Resource;
                break;
            case ResourceEvent.ResourceDeleted:
                _byId.Remove(entry.Resource.Id);
                _byOrdinal.Remove(entry.Resource.Ordinal);
                break;
            case ResourceEvent.Allocated allocated:
                entry.Times.Add(BusyInterval.Of(allocated.Allocation));
                break;
            case ResourceEvent.AllocationUpdated { Allocation: var allocation }:
                Replace(entry, allocation);
                break;
            case ResourceEvent.Confirmed { Allocation: var allocation }:
                Replace(entry, allocation);
                break;
            case ResourceEvent.Released released:
                entry.Times.Remove(released.AllocationId);
                break;
            case ResourceEvent.Expired expired:
                entry.Times.Remove(expired.AllocationId);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Replace(Entry entry, Allocation allocation)
    {
        entry.Times.Remove(allocation.Id);
        entry.Times.Add(BusyInterval.Of(allocation));
    }

    private void Put(Resource resource)
    {
        var entry = new Entry { Resource = resource };
        if (_byId.TryAdd(resource.Id, entry))
            _byOrdinal.Add(resource.Ordinal, entry);
    }

    private sealed class Entry
    {
        public required Resource Resource { get; set; }

        public BusyIntervals Times { get; } = new();
    }
}
