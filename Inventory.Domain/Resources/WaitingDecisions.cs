using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>
/// Who waits for time on a resource. An entry is an allocation without time until it is granted, by the change that frees its time: see <see cref="WaitingGrants"/>.
/// </summary>
public static class WaitingDecisions
{
    /// <summary>The most that wait on one resource: each change looks at all of them.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>How long one that has ended can be read.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public static Decision<WaitResult> Wait(this ResourceState state, WaitRequest request, Guid id, Instant now, Limits limits, Rules rules)
    {
        if (state.FindAnswer(request.ResourceType, request.Key, now) is { } stored)
            return new(stored.Key == request.Key ? WaitResult.Waiting(stored.Allocation!, state.Calendar.Waiting.Find(stored.Allocation!.Id) is { } known ? state.Calendar.Waiting.PositionOf(known) : 0) : WaitResult.KeyReused);
        // A whole would take more than whoever waits for any of the type needs.
        if (!state.IsA(request.ResourceType) || request.ArrivedInType is not null && state.Resource!.IsWhole) return new(WaitResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        if (current.FindEntry(id) is { } same) return new(WaitResult.Waiting(same, current.Calendar.Waiting.PositionOf(same)));
        var entry = current.NewEntry(request, id, now);
        if (current.EntriesWithin(entry.Interval).FirstOrDefault(entry.IsOfSame) is { } own) return new(WaitResult.WaitingAlready(own));
        var judgement = rules.Judge(current.Calendar, WantedBy(entry), now, limits, state.Parts);
        if (judgement.IsAllowed && !request.HasWaited) return new(WaitResult.FreeNow);
        if (judgement.Broken.Any(rule => rule.Kind is not (RuleKind.Overlap or RuleKind.Turnaround or RuleKind.Capacity)) || entry.Units > current.Resource!.Units) return new(WaitResult.Refused(judgement));
        if (current.Calendars.Any(calendar => calendar.Waiting.Count >= MaxEntries)) return new(WaitResult.ListFull);

        var position = 1 + current.Calendar.Waiting.Open.Count(other => other.Created < entry.Created && other.Interval.Overlaps(entry.Interval));
        return new(WaitResult.Waiting(entry, position), [.. expired, new ResourceEvent.AllocationUpdated(entry, AllocationChange.WaitingAdded)]) { Key = request.Key, Actor = request.RequestedBy?.Actor };
    }

    public static Decision<ChangeWaitingResult> ChangeWaiting(this ResourceState state, ChangeWaitingRequest request, Instant now, Rules rules)
    {
        if (!state.IsA(request.ResourceType)) return new(ChangeWaitingResult.NoSuchResource);
        var (current, expired) = state.ExpireHolds(now);
        if (current.FindEntry(request.EntryId) is not { } entry || request.RequestedBy?.MaySee(entry.Owner) == false && entry.Booking is null) return new(ChangeWaitingResult.NoSuchEntry);
        var (result, change) = request.Action switch
        {
            WaitingAction.Accept => entry.Accept(request, current.Version + 1, now, rules),
            WaitingAction.Grant when entry.Stage == AllocationStage.Offered => Updated(entry.Grant(now, current.Version + 1), AllocationChange.WaitingGranted),
            WaitingAction.Grant => (new(ChangeWaitingStatus.NotGranted, entry), null),
            _ => entry.End(request.Action, now, current.Version + 1),
        };
        return change is null ? new(result) : new(result, [.. expired, change]) { Actor = request.RequestedBy?.Actor };
    }

    /// <summary>By arrival; only those of one customer, unless it is <c>null</c>.</summary>
    public static ImmutableArray<WaitingEntry> ListEntries(this ResourceState state, string type, Guid? customer) => !state.IsA(type) ? [] :
    [
        .. state.Calendar.Waiting.All.Where(entry => entry.Whole is null).Concat(state.Calendar.Overlapping(Interval.Always).Where(allocation => allocation.AcceptWithin is not null))
            .Where(entry => customer is null || entry.Owner == customer).OrderBy(entry => entry.Created).Select(state.WithPosition),
    ];

    public static WaitingEntry WithPosition(this ResourceState state, Allocation entry) => new(entry, state.Calendar.Waiting.PositionOf(entry));

    /// <summary>Those of a whole are found on the whole alone.</summary>
    public static Allocation? FindEntry(this ResourceState state, Guid id) =>
        state.Calendar.Waiting.Find(id) is { Whole: null } entry ? entry : (state.Calendar.Find(id) is { AcceptWithin: not null } granted ? granted : null);

    internal static Wanted WantedBy(Allocation entry) => new(entry.Interval, entry.Type) { Overrides = entry.Overrides, Units = Math.Max(1, entry.Units) };

    internal static Allocation Ended(this Allocation entry, AllocationStage stage, Instant at, long version) =>
        entry with { Stage = stage, Expires = at.Plus((long)Kept.TotalMicroseconds), Version = version };

    internal static Allocation Grant(this Allocation entry, Instant now, long version)
    {
        var until = now.Plus((long)entry.AcceptWithin!.Value.TotalMicroseconds);
        return entry with { Stage = AllocationStage.Granted, Expires = until < entry.Interval.To ? until : entry.Interval.To, Version = version };
    }

    internal static Allocation Accepted(this Allocation granted, Caller? caller, Instant expires, long version, Instant now, Rules rules) =>
        (granted with { Stage = AllocationStage.None, Expires = expires, Version = version }).Under(rules.Policy, caller, now);

    // Those that wait, and those that have something.
    private static IEnumerable<Allocation> EntriesWithin(this ResourceState state, Interval window) => state.Calendar.Waiting.Open.Where(entry => entry.Whole is null && entry.Interval.Overlaps(window))
        .Concat(state.Calendar.Overlapping(window).Where(allocation => allocation is { Whole: null, Stage: AllocationStage.Offered or AllocationStage.Granted }));

    /// <summary>Both are of the same customer, or else of the same caller.</summary>
    public static bool IsOfSame(this Allocation entry, Allocation other) => entry.Owner == other.Owner && (entry.Owner is not null || entry.Extras?.Requester == other.Extras?.Requester);

    /// <summary>Of a resource that is new.</summary>
    internal static ResourceEvent[] ToEntries(this IEnumerable<WaitRequest> waiting, Resource resource) =>
        resource.IsWhole ? [] : [.. waiting.Select((request, i) => new ResourceEvent.AllocationUpdated(resource.NewEntry(request, request.Id!.Value, request.ArrivedInType!.Value, version: 2 + i), AllocationChange.WaitingAdded))];

    private static Allocation NewEntry(this ResourceState state, WaitRequest request, Guid id, Instant now)
    {
        // Later than all that wait, even if the clock was set back.
        var arrival = state.Calendars.Max(calendar => calendar.Waiting.LastArrival) is { } last && last >= now ? last.Plus(1) : now;
        return state.Resource!.NewEntry(request, id, request.ArrivedInType ?? arrival, state.Version + 1);
    }

    private static Allocation NewEntry(this Resource resource, WaitRequest request, Guid id, Instant arrival, long version) => new(request.Details, id, request.Interval, arrival, version)
    {
        Owner = request.Customer ?? request.RequestedBy?.Customer,
        Overrides = request.Overrides,
        Units = resource.Units > 0 ? Math.Max(1, request.Units) : 0,
        Stage = AllocationStage.Waiting,
        Extras = new() { Requester = request.RequestedBy?.Actor, AcceptWithin = request.AcceptWithin, IsForType = request.ArrivedInType is not null },
        Expires = request.Until,
    };

    private static (ChangeWaitingResult Result, ResourceEvent? Change) Accept(this Allocation entry, ChangeWaitingRequest request, long version, Instant now, Rules rules)
    {
        if (entry.Booking is { } booking && booking != request.Booking) return (new(ChangeWaitingStatus.PartOfBooking, entry), null);
        switch (entry.Stage)
        {
            case AllocationStage.Granted:
                var owned = request.Booking is { } id ? entry with { Booking = id } : entry;
                return Updated(owned.Accepted(request.RequestedBy, request.BookingExpires, version, now, rules), AllocationChange.WaitingAccepted);
            case AllocationStage.Waiting or AllocationStage.Offered:
                return (new(ChangeWaitingStatus.NotGranted, entry), null);
            case AllocationStage.Lapsed or AllocationStage.WaitingDeclined:
                return (new(ChangeWaitingStatus.GrantExpired, entry), null);
            default:
                return (ChangeWaitingResult.Changed(entry), null);
        }
    }

    private static (ChangeWaitingResult Result, ResourceEvent? Change) End(this Allocation entry, WaitingAction action, Instant now, long version)
    {
        if (entry.Stage is not (AllocationStage.Waiting or AllocationStage.Offered or AllocationStage.Granted or AllocationStage.Lapsed or AllocationStage.WaitingDeclined))
            return (new(ChangeWaitingStatus.Accepted, entry), null);
        if (action is WaitingAction.Remove or WaitingAction.Withdraw)
            return (ChangeWaitingResult.Changed(entry), new ResourceEvent.WaitingRemoved(entry.Id));
        return entry.IsOffCalendar && entry.Stage != AllocationStage.Waiting
            ? (ChangeWaitingResult.Changed(entry), null)
            : Updated(entry.Ended(AllocationStage.WaitingDeclined, now, version), AllocationChange.WaitingDeclined);
    }

    private static (ChangeWaitingResult, ResourceEvent?) Updated(Allocation entry, AllocationChange change) => (ChangeWaitingResult.Changed(entry), new ResourceEvent.AllocationUpdated(entry, change));
}
