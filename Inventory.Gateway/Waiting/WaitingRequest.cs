using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Allocations;
using Inventory.Gateway.Allocations;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Waiting;

/// <summary>A time to wait for.</summary>
[Example(
    """
    {"from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T12:00:00Z", "allocation_type": "booking", "accept_seconds": 1800}
    """)]
public sealed record WaitingRequest : AllocationRequest
{
    public const int MaxAcceptSeconds = 86_400;

    private const int DefaultAcceptSeconds = 1_800;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>How long a grant waits to be accepted, 1 to 86400 seconds; 1800 unless given.</summary>
    [Range(1, MaxAcceptSeconds)]
    public long? AcceptSeconds { get; set; }

    /// <summary>From when on you wait no more, RFC 3339; at the latest the end of the time. Its begin unless given.</summary>
    [DataType(DataType.DateTime)]
    public string? Until { get; set; }

    /// <param name="type">Of the resource.</param>
    /// <param name="key">Of the request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">Nobody waits for what is over.</param>
    /// <returns>The time as it would be allocated, and the entry for it; or why there is none.</returns>
    public (AllocateRequest? Command, WaitRequest? Entry, ProblemResult? Problem) ToEntry(ResourceType type, IdempotencyKey? key, Caller? caller, Instant now)
    {
        var (command, problem) = ToCommand(type, key, caller, MaxAcceptSeconds);
        if (command is null)
            return (null, null, problem);
        var faults = new List<ValidationError>();
        if (HoldSeconds is not null)
            faults.Add(ValidationError.Member("hold_seconds", "A grant is held for accept_seconds: hold_seconds is not for a waiting list."));
        if (AcceptSeconds is < 1 or > MaxAcceptSeconds)
            faults.Add(ValidationError.Member("accept_seconds", $"accept_seconds has to be from 1 to {MaxAcceptSeconds}."));
        var end = command.Interval.To.IsFinite ? command.Interval.To : now.Plus((long)Longest.TotalMicroseconds);
        if (end <= now)
            faults.Add(ValidationError.Member("to_datetime", "The time is over: to_datetime has to be in the future."));
        var until = Until is null ? command.Interval.From > now ? command.Interval.From : end : IntervalBounds.ReadMoment(faults, "", "until", Until) ?? end;
        if (faults.Count == 0 && (until <= now || until > command.Interval.To))
            faults.Add(ValidationError.Member("until", "until has to be in the future, and no later than to_datetime."));
        if (faults.Count > 0)
            return (null, null, ProblemResult.Invalid(faults));
        return (command, new()
        {
            ResourceType = type.Name,
            Interval = command.Interval,
            Details = command.Details,
            AcceptWithin = TimeSpan.FromSeconds(AcceptSeconds ?? DefaultAcceptSeconds),
            Until = until,
            Key = key,
            RequestedBy = caller,
            Overrides = command.Overrides,
            Units = command.Units,
        }, null);
    }
}
