using Inventory.Domain.Allocations;

namespace Inventory.Domain.Resources;

/// <summary>Who waits for any resource of a type, and which resources have waiting lists of their own.</summary>
[GenerateSerializer, Immutable, Alias("inventory.waiting-list-state")]
public sealed record WaitingListState
{
    /// <summary>By arrival.</summary>
    [Id(0)]
    public ImmutableArray<TypeEntry> Entries { get; init; } = [];

    /// <summary>Resources that have entries, or had some: somebody has to look after the clock.</summary>
    [Id(1)]
    public ImmutableArray<Guid> Watched { get; init; } = [];

    public TypeEntry? Find(Guid id) => Entries.FirstOrDefault(entry => entry.Id == id);

    public TypeEntry? FindByKey(string? key) => key is null ? null : Entries.FirstOrDefault(entry => entry.Request.Key?.Key == key);

    public WaitingListState Put(TypeEntry entry) => this with { Entries = Find(entry.Id) is { } before ? Entries.Replace(before, entry) : Entries.Add(entry) };

    public WaitingListState Remove(Guid id) => this with { Entries = Entries.RemoveAll(entry => entry.Id == id) };

    public WaitingListState Watch(Guid resource) => Watched.Contains(resource) ? this : this with { Watched = Watched.Add(resource) };

    public WaitingListState Unwatch(IReadOnlySet<Guid> resources) => resources.Count == 0 ? this : this with { Watched = Watched.RemoveAll(resources.Contains) };

    /// <summary>Those that wait end by the clock; those that ended long ago go.</summary>
    public WaitingListState At(Instant now)
    {
        if (!Entries.Any(entry => entry.IsOpen ? now >= entry.Request.Until : entry.IsOld(now)))
            return this;
        return this with { Entries = [.. Entries.Where(entry => entry.IsOpen || !entry.IsOld(now)).Select(entry => entry.IsOpen && now >= entry.Request.Until ? entry.End(AllocationStage.Lapsed, entry.Request.Until) : entry)] };
    }

    /// <summary>From 1: its place among those that wait for some of the same time; 0 for one that does not wait.</summary>
    public int PositionOf(TypeEntry entry) => entry.IsOpen ? 1 + Entries.TakeWhile(other => other.Id != entry.Id).Count(other => other.IsOpen && other.Request.Interval.Overlaps(entry.Request.Interval)) : 0;
}

/// <summary>Waits for any resource of a type. Each resource of the type has an entry for it, with its id: so that what is freed is taken in the commit that frees it.</summary>
[GenerateSerializer, Immutable, Alias("inventory.type-entry")]
public sealed record TypeEntry
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required WaitRequest Request { get; init; }

    /// <summary>Waiting, declined or lapsed; granted if a resource has it: that one knows what becomes of it.</summary>
    [Id(2)]
    public AllocationStage Stage { get; init; } = AllocationStage.Waiting;

    /// <summary>Whose grant counts; <c>null</c> if none does.</summary>
    [Id(3)]
    public Guid? Resource { get; init; }

    /// <summary>When it was granted or ended.</summary>
    [Id(4)]
    public Instant? Ended { get; init; }

    /// <summary>Other resources may still have the entry.</summary>
    [Id(5)]
    public bool IsLeftElsewhere { get; init; }

    public bool IsOpen => Stage == AllocationStage.Waiting;

    public bool IsOld(Instant now) => Ended is { } ended && now.IsAfter(ended, WaitingDecisions.Kept) && now >= Request.Interval.To;

    public TypeEntry End(AllocationStage stage, Instant now) => this with { Stage = stage, Ended = now, IsLeftElsewhere = true };

    public TypeEntry GrantOn(Guid resource, Instant now) => this with { Stage = AllocationStage.Granted, Resource = resource, Ended = now, IsLeftElsewhere = true };

    /// <summary>As an allocation that takes no time.</summary>
    public Allocation ToAllocation() => new(Request.Details, Id, Request.Interval, Request.ArrivedInType!.Value, version: 1)
    {
        Owner = Request.Customer ?? Request.RequestedBy?.Customer,
        Overrides = Request.Overrides,
        Units = Request.Units,
        Stage = Stage,
        Extras = new() { Requester = Request.RequestedBy?.Actor, AcceptWithin = Request.AcceptWithin, IsForType = true },
        Expires = Request.Until,
    };
}
