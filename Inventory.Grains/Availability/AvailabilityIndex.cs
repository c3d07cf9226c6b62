using Inventory.Domain.Allocations;
using Inventory.Domain.Availability;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Grains.Availability;

/// <summary>When every resource of a type is taken, as of one event. Not thread-safe.</summary>
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

    /// <summary>The last event that it has followed.</summary>
    public long Seq { get; private set; }

    /// <summary>The resources that are free for the whole window, with higher ordinals than <paramref name="after"/>, by ordinal, at most <paramref name="limit"/>.</summary>
    public List<Resource> Free(Interval window, long after, int limit, Instant now)
    {
        var found = new List<Resource>();
        for (var i = _byOrdinal.Keys.IndexAfter(after); i < _byOrdinal.Count && found.Count < limit; i++)
            if (_byOrdinal.GetValueAtIndex(i) is var entry && entry.Times.IsFree(window, now))
                found.Add(entry.Resource);
        return found;
    }

    /// <summary>The earliest times from <paramref name="from"/> on at which some resource is free for so long; each start once, by start, at most <paramref name="limit"/>.</summary>
    public List<Interval> EarliestFree(Instant from, TimeSpan length, Instant now, int limit) =>
        [.. _byOrdinal.Values.Select(e => e.Times.EarliestFree(from, length, now)).OfType<Instant>().Distinct().Order().Take(limit)
            .Select(start => new Interval(start, new(start.Microseconds + (long)length.TotalMicroseconds)))];

    /// <remarks>What was loaded may contain some of what follows: to follow it again ends in the same.</remarks>
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
