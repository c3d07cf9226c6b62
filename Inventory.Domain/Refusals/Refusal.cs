using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Refusals;

/// <summary>A time that somebody wanted and a resource refused because it was taken or its rules do not allow it; more than once, if it was the same each time.</summary>
[GenerateSerializer, Immutable, Alias("inventory.refusal")]
public sealed record Refusal
{
    private const int MaxConflicts = 3;

    [Id(0)]
    public required Instant First { get; init; }

    [Id(1)]
    public required Instant Last { get; init; }

    [Id(2)]
    public int Times { get; init; } = 1;

    [Id(3)]
    public required Interval Interval { get; init; }

    /// <summary>Who wanted it, if that is known.</summary>
    [Id(4)]
    public string? Actor { get; init; }

    /// <summary>The customer for whom it was wanted, if for one.</summary>
    [Id(5)]
    public Guid? Customer { get; init; }

    /// <summary>The allocation that was to be moved, if it was no new one.</summary>
    [Id(6)]
    public Guid? Moved { get; init; }

    /// <summary>What had the time: the earliest of them.</summary>
    [Id(7)]
    public required ImmutableArray<Conflict> Conflicts { get; init; }

    /// <summary>The rules that it broke; <c>default</c> in states that were written before there were rules.</summary>
    [Id(8)]
    public ImmutableArray<RuleKind>? Rules { get; init; }

    /// <summary>The limit of the customer that it exceeded; then the resource has not decided.</summary>
    [Id(9)]
    public LimitRefusal? Limit { get; init; }

    public static Refusal Of(LimitRefusal limit, Interval interval, Caller? by, Guid? customer, Guid? moved, Instant now) =>
        Of(interval, by, Judgement.Allowed, now) with { Customer = customer ?? by?.Customer, Moved = moved, Limit = limit };

    public static Refusal Of(AllocateRequest request, Judgement judgement, Instant now) =>
        Of(request.Interval, request.RequestedBy, judgement, now) with { Customer = request.Customer ?? request.RequestedBy?.Customer };

    public static Refusal Of(UpdateAllocationRequest request, Allocation unchanged, Judgement judgement, Instant now) =>
        Of(new(request.From ?? unchanged.Interval.From, request.To ?? unchanged.Interval.To), request.RequestedBy, judgement, now) with { Customer = unchanged.Owner, Moved = unchanged.Id };

    private static Refusal Of(Interval interval, Caller? by, Judgement judgement, Instant now) => new()
    {
        First = now,
        Last = now,
        Interval = interval,
        Actor = by?.Actor,
        Customer = by?.Customer,
        Conflicts = [.. judgement.Broken.SelectMany(rule => rule.Conflicts).Take(MaxConflicts).Select(Conflict.Of)],
        Rules = [.. judgement.Broken.Select(rule => rule.Kind)],
    };

    public bool IsRepeatOf(Refusal other) =>
        (Interval, Actor, Customer, Moved, Limit) == (other.Interval, other.Actor, other.Customer, other.Moved, other.Limit) && Conflicts.AsSpan().SequenceEqual(other.Conflicts.AsSpan())
        && (Rules ?? []).AsSpan().SequenceEqual((other.Rules ?? []).AsSpan());

    public Refusal Repeated(Refusal later) => this with { Last = later.Last, Times = Times + later.Times };
}

/// <param name="Name">Of the kind of limit, as the answer had it: <c>quota</c>, <c>booking-limit</c> or <c>credit-limit</c>.</param>
/// <param name="Detail">The answer, in words.</param>
[GenerateSerializer, Immutable, Alias("inventory.limit-refusal")]
public sealed record LimitRefusal([property: Id(0)] string Name, [property: Id(1)] string Detail);

/// <summary>What is known of an allocation that had the time, also when it is gone.</summary>
[GenerateSerializer, Immutable, Alias("inventory.refusal-conflict")]
public sealed record Conflict(
    [property: Id(0)] Guid Allocation, [property: Id(1)] Interval Interval, [property: Id(2)] string Type, [property: Id(3)] Guid? Owner, [property: Id(4)] Guid? Booking)
{
    public static Conflict Of(Allocation allocation) => new(allocation.Id, allocation.Interval, allocation.Type, allocation.Owner, allocation.Booking);
}
