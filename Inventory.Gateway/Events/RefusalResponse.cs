using Inventory.Domain.Policies;
using Inventory.Domain.Refusals;

namespace Inventory.Gateway.Events;

/// <summary>A time that somebody wanted, and that was taken or against the rules.</summary>
[Example(
    """
    {"first": "2026-11-20T10:03:00Z", "last": "2026-11-20T10:03:00Z", "times": 1, "actor": "user:0198a7b0-0000-7000-8000-0000000000cc",
    "customer": "0198a7b0-0000-7000-8000-0000000000cc", "moved": null, "from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T12:00:00Z",
    "rules": ["overlap"], "conflicts": [{"id": "0198a7b0-0000-7000-8000-0000000000bb", "from_datetime": "2026-12-01T09:00:00Z", "to_datetime": "2026-12-01T11:00:00Z",
    "allocation_type": "booking", "owner": "0198a7b0-0000-7000-8000-0000000000dd", "booking": null}],
    "limit": null, "detail": null}
    """)]
public sealed record RefusalResponse
{
    public required Instant First { get; init; }

    public required Instant Last { get; init; }

    /// <summary>How often the same was refused.</summary>
    public required int Times { get; init; }

    /// <summary>Who wanted it: <c>user:</c> or <c>key:</c> and an id; <c>null</c> if that is not known.</summary>
    public required string? Actor { get; init; }

    /// <summary>The id of the customer for whom it was wanted, if for one.</summary>
    public required Guid? Customer { get; init; }

    /// <summary>The id of the allocation that was to be moved; <c>null</c> for a new one.</summary>
    public required Guid? Moved { get; init; }

    /// <summary>Start (inclusive); <c>null</c> if the time has no start.</summary>
    [NullIfInfinite]
    public required Instant FromDatetime { get; init; }

    /// <summary>End (exclusive); <c>null</c> if the time has no end.</summary>
    [NullIfInfinite]
    public required Instant ToDatetime { get; init; }

    /// <summary>What it broke: <c>bounds</c>, <c>slots</c>, <c>hours</c>, <c>overlap</c> or <c>turnaround</c>; none if it was a limit.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>What was in the way: the earliest three.</summary>
    public required IReadOnlyList<RefusalConflict> Conflicts { get; init; }

    /// <summary>The limit of the customer that it exceeded: <c>quota</c>, <c>booking-limit</c> or <c>credit-limit</c>.</summary>
    public required string? Limit { get; init; }

    /// <summary>How, in words.</summary>
    public required string? Detail { get; init; }

    public static RefusalResponse Of(Refusal refusal) => new()
    {
        First = refusal.First,
        Last = refusal.Last,
        Times = refusal.Times,
        Actor = refusal.Actor,
        Customer = refusal.Customer,
        Moved = refusal.Moved,
        FromDatetime = refusal.Interval.From,
        ToDatetime = refusal.Interval.To,
        Rules = [.. (refusal.Rules ?? [RuleKind.Overlap]).Select(RuleNames.NameOf)],
        Conflicts = [.. refusal.Conflicts.Select(RefusalConflict.Of)],
        Limit = refusal.Limit?.Name,
        Detail = refusal.Limit?.Detail,
    };
}

/// <summary>An allocation as it was when it was in the way.</summary>
public sealed record RefusalConflict
{
    public required Guid Id { get; init; }

    /// <summary>Start (inclusive); <c>null</c> if the time has no start.</summary>
    [NullIfInfinite]
    public required Instant FromDatetime { get; init; }

    /// <summary>End (exclusive); <c>null</c> if the time has no end.</summary>
    [NullIfInfinite]
    public required Instant ToDatetime { get; init; }

    public required string AllocationType { get; init; }

    /// <summary>The id of the customer that owned it, if a customer did.</summary>
    public required Guid? Owner { get; init; }

    /// <summary>The booking that it was part of, if it was part of one.</summary>
    public required Guid? Booking { get; init; }

    public static RefusalConflict Of(Conflict conflict) => new()
    {
        Id = conflict.Allocation,
        FromDatetime = conflict.Interval.From,
        ToDatetime = conflict.Interval.To,
        AllocationType = conflict.Type,
        Owner = conflict.Owner,
        Booking = conflict.Booking,
    };
}
