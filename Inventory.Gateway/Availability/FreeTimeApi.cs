using System.Collections.Immutable;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Configuration;
using Inventory.Grains.Policies;
using Inventory.Grains.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Availability;

public sealed class FreeTimeApi(ResourceType type, ResourceReader reader, PointInTimeReader history, TypeRules rules, TimeProvider clock, IOptions<LimitsOptions> limits)
{
    // A window with more slots is refused: the answer would have megabytes.
    private readonly int _maxSlots = limits.Value.Slots;

    public void Map(RouteGroupBuilder collection)
    {
        // Public: free times do not say who has taken the others.
        collection.MapGet("/{id:guid}/free", ListFree).RequireAuthorization(Access.Public).Named("listFreeTimes").ReadsPast()
            .Returns<IntervalResponse[]>(200, "The free times, ordered by start.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid, ProblemTypes.TokenMissing, ProblemTypes.Forbidden);
        if (type.Grid is not null)
            collection.MapGet("/{id:guid}/slots", ListSlots).RequireAuthorization(Access.Public).Named("listSlots").ReadsPast().Requires("from", "to")
                .Returns<SlotResponse[]>(200, "The slots of the window, ordered by start.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid, ProblemTypes.TokenMissing, ProblemTypes.Forbidden);
    }

    [EndpointSummary("Lists the free times of a resource.")]
    [EndpointDescription("Ordered by start; an infinite bound is null. With `duration`, only times that are at least that long. Of an interval type, only whole slots. Rules count: without `allocation_type` the longest turnaround; with hours, an infinite window begins now. The past (`as_of`) needs a token.")]
    private async Task<IResult> ListFree(
        Guid id, HttpContext http, string? from, string? to, string? duration, [FromQuery(Name = "allocation_type")] string? allocationType, string? units, string? limit, string? cursor, [FromQuery(Name = Query.PointInTime)] string? asOf,
        CancellationToken cancellation)
    {
        if (http.RefusePast(asOf) is { } refusal) return refusal;
        var query = new Query();
        var asked = query.Window(from, to);
        // Half a slot is no offer: nobody can take it.
        var slots = type.Grid is { } grid ? grid.Within(asked) : asked;
        var window = slots ?? asked;
        var request = new ListFreeTimesRequest
        {
            ResourceType = type.Name,
            Window = query.MomentCursor(cursor) is { } after && after > window.From && after < window.To ? new Interval(after, window.To) : window,
            AtLeast = query.Duration("duration", duration) ?? TimeSpan.FromMicroseconds(1),
            Limit = query.Limit(limit),
            AllocationType = query.Text("allocation_type", allocationType, AllocationRequest.MaxTypeLength),
            Units = query.Units(units),
        };
        var moment = query.AsOf(asOf, clock);
        if (query.Problem is { } problem) return problem;

        var page = await ListAsync(id, request, moment, cancellation);
        return page.Status switch
        {
            FreeTimePageStatus.NoSuchResource => ProblemResult.NotFound("resource"),
            FreeTimePageStatus.Listed => new ApiResult<IntervalResponse[]>(200, slots is null ? [] : [.. page.Times.Select(IntervalResponse.Of)], ApiJson.Default.IntervalResponseArray)
            {
                Next = page.HasMore && slots is not null ? Cursor.Link(http.Request, page.Times[^1].To.Microseconds) : null,
            },
        };
    }

    [EndpointSummary("Lists the slots of a window, and which of them are free.")]
    [EndpointDescription("For types of the kind `interval`. The window has a start and an end, and at most 10,000 slots unless configured otherwise. Rules count: without `allocation_type` the longest turnaround.")]
    private async Task<IResult> ListSlots(
        Guid id, HttpContext http, string? from, string? to, [FromQuery(Name = "allocation_type")] string? allocationType, [FromQuery(Name = Query.PointInTime)] string? asOf,
        CancellationToken cancellation)
    {
        if (http.RefusePast(asOf) is { } refusal) return refusal;
        var query = new Query();
        var window = query.FiniteWindow(from, to);
        var wanted = query.Text("allocation_type", allocationType, AllocationRequest.MaxTypeLength);
        var moment = query.AsOf(asOf, clock);
        if (query.Problem is { } problem) return problem;
        // A resource may count from the midnight of its own zone.
        var grid = moment is null && await reader.Read(id, type.Name) is { } resource ? rules.Of(resource).Grid! : type.Grid!;
        var slots = grid.SlotsWithin(window, _maxSlots + 1).ToList();
        if (slots.Count > _maxSlots)
            return ProblemResult.Invalid(ValidationError.Parameter("to", $"The window has more than {_maxSlots} slots of {type.Slot}."));

        var page = await ListAsync(id, GapsOf(slots, window) with { AllocationType = wanted }, moment, cancellation);
        if (page.Status == FreeTimePageStatus.NoSuchResource) return ProblemResult.NotFound("resource");
        return new ApiResult<SlotResponse[]>(200, [.. Mark(slots, page.Times)], AvailabilityJson.Default.SlotResponseArray);
    }

    // Only what is free, and long enough for a slot: never more than there are slots.
    private ListFreeTimesRequest GapsOf(List<Interval> slots, Interval window) => slots is []
        ? new() { ResourceType = type.Name, Window = window, AtLeast = TimeSpan.FromMicroseconds(1), Limit = 1 }
        : new()
        {
            ResourceType = type.Name,
            Window = new(slots[0].From, slots[^1].To),
            AtLeast = TimeSpan.FromMicroseconds(slots.Min(slot => slot.Length)),
            Limit = slots.Count,
        };

    private async Task<FreeTimePage> ListAsync(Guid id, ListFreeTimesRequest request, Instant? asOf, CancellationToken cancellation)
    {
        if (asOf is not { } then)
            return await reader.ListFreeTimes(id, request);
        var past = await history.ReadAsync(id, then, cancellation);
        return (past with { Parts = await ReadPartsAsync(past.Resource, then, cancellation) }).ListFree(request, then, rules.Of(past.Resource));
    }

    private async Task<ImmutableArray<PartCalendar>> ReadPartsAsync(Resource? resource, Instant then, CancellationToken cancellation)
    {
        if (resource is not { IsWhole: true } whole)
            return [];
        var states = await Task.WhenAll(whole.Parts.Select(part => history.ReadAsync(part, then, cancellation)));
        return [.. states.Zip(whole.Parts, (state, part) => new PartCalendar(part, state.Calendar, rules.Of(state.Resource).Policy.Turnaround))];
    }

    // One pass is enough: slots and free times are sorted and do not overlap among themselves.
    private static IEnumerable<SlotResponse> Mark(IEnumerable<Interval> slots, IReadOnlyList<Interval> free)
    {
        var next = 0;
        foreach (var slot in slots)
        {
            while (next < free.Count && free[next].To < slot.To)
                next++;
            yield return new SlotResponse(slot.From, slot.To, Free: next < free.Count && free[next].From <= slot.From);
        }
    }
}

/// <summary>A slot from <c>from</c> (inclusive) to <c>to</c> (exclusive). It is free if no allocation overlaps it.</summary>
[Example("""{"from": "2026-12-01T10:00:00Z", "to": "2026-12-01T10:30:00Z", "free": true}""")]
public sealed record SlotResponse(Instant From, Instant To, bool Free);
