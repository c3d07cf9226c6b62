using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Availability;
using Inventory.Grains.Policies;
using Inventory.Grains.Resources;

namespace Inventory.Grains.Availability;

/// <summary>The busy times of every resource of a type, as of one event. Not thread-safe.</summary>
internal sealed class AvailabilityIndex
{
    private readonly string _type;
    private readonly TypeRules _rules;
    private readonly SortedList<long, Entry> _byOrdinal = [];
    private readonly Dictionary<Guid, Entry> _byId = [];
    private static readonly Limits NoDetails = new() { Alternatives = 0, Conflicts = 1 };

    private readonly AttributeIndexes _attributes = new();

    public AvailabilityIndex(string type, StoredBusyIntervals stored, TypeRules rules)
    {
        (_type, _rules, Seq) = (type, rules, stored.Seq);
        foreach (var resource in stored.Resources)
            Put(resource);
        foreach (var (resourceId, time) in stored.Times)
            _byId[resourceId].Times.Add(time);
    }

    public long Seq { get; private set; }

    public List<Resource> FindAvailable(FindAvailableRequest request, Instant now) =>
        [.. After(request.After, request.Attributes).Where(entry => IsFree(entry, request, now)).Take(request.Limit).Select(entry => entry.Resource)];

    /// <param name="window">The first that is asked for; the others are as long and later.</param>
    /// <param name="allocationType">Of the allocation that is wanted; <c>null</c> for any.</param>
    /// <param name="attributes">All must match.</param>
    /// <param name="now">For holds and notice.</param>
    /// <param name="limit">The most that are found.</param>
    /// <param name="units">Of a pool, how many have to be free.</param>
    public List<Interval> FindEarliest(Interval window, string? allocationType, ImmutableArray<AttributeFilter> attributes, Instant now, int limit, int units = 1) =>
        [.. After(0, attributes).Select(entry => EarliestFree(entry, window, allocationType, units, now)).OfType<Instant>().Distinct().Order().Take(limit)
            .Select(start => new Interval(start, start.Plus(window.Length)))];

    private bool IsFree(Entry entry, FindAvailableRequest request, Instant now)
    {
        var rules = _rules.Of(entry.Resource);
        if (PartsOf(entry, request.Window, now) is not { } parts)
            return false;
        return rules.IsEmpty && entry.Resource.Units == 0 && parts.IsEmpty ? entry.Times.IsFree(request.Window, now)
            : rules.Judge(entry.Times.CalendarWithin(rules.Reach(request.Window), now, entry.Resource.Units), new(request.Window, request.AllocationType) { Units = request.Units }, now, NoDetails, parts).IsAllowed;
    }

    private Instant? EarliestFree(Entry entry, Interval window, string? allocationType, int units, Instant now)
    {
        var rules = _rules.Of(entry.Resource);
        if (PartsOf(entry, new(window.From, Instant.PlusInfinity), now) is not { } parts)
            return null;
        return rules.IsEmpty && entry.Resource.Units == 0 && parts.IsEmpty ? entry.Times.EarliestFree(window.From, TimeSpan.FromMicroseconds(window.Length), now)
            : rules.FindFirst(entry.Times.CalendarWithin(new(rules.Reach(window).From, Instant.PlusInfinity), now, entry.Resource.Units), window.From, window.Length, allocationType, now, units, parts);
    }

    // Null while one of them is not here.
    private ImmutableArray<PartCalendar>? PartsOf(Entry entry, Interval window, Instant now)
    {
        var parts = ImmutableArray.CreateBuilder<PartCalendar>(entry.Resource.Parts.Length);
        foreach (var id in entry.Resource.Parts)
        {
            if (!_byId.TryGetValue(id, out var part))
                return null;
            var rules = _rules.Of(part.Resource);
            parts.Add(new(id, part.Times.CalendarWithin(rules.Reach(window), now), rules.Policy.Turnaround));
        }
        return parts.MoveToImmutable();
    }

    private IEnumerable<Entry> After(long ordinal, ImmutableArray<AttributeFilter> attributes)
    {
        if (!attributes.IsDefaultOrEmpty)
            return _attributes.FindAll(attributes, _byOrdinal.Values.Select(entry => entry.Resource)).After(ordinal).Select(next => _byOrdinal[next]);
        return Enumerable.Range(0, _byOrdinal.Count).Skip(_byOrdinal.Keys.IndexAfter(ordinal)).Select(_byOrdinal.GetValueAtIndex);
    }

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
                _attributes.Remove(entry.Resource);
                entry.Resource = updated.Resource;
                _attributes.Add(entry.Resource);
                break;
            case ResourceEvent.ResourceDeleted:
                _attributes.Remove(entry.Resource);
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
            case ResourceEvent.MovedAway moved:
                entry.Times.Remove(moved.AllocationId);
                break;
            case ResourceEvent.WaitingRemoved removed:
                entry.Times.Remove(removed.AllocationId);
                break;
            case ResourceEvent.Declined declined:
                entry.Times.Remove(declined.AllocationId);
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
        if (!allocation.IsOffCalendar)
            entry.Times.Add(BusyInterval.Of(allocation));
    }

    private void Put(Resource resource)
    {
        var entry = new Entry { Resource = resource };
        if (!_byId.TryAdd(resource.Id, entry))
            return;
        _byOrdinal.Add(resource.Ordinal, entry);
        _attributes.Add(resource);
    }

    private sealed class Entry
    {
        public required Resource Resource { get; set; }

        public BusyIntervals Times { get; } = new();
    }
}
