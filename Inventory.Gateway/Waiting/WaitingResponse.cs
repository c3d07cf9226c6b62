using Inventory.Domain.Allocations;

namespace Inventory.Gateway.Waiting;

/// <summary>An entry of a waiting list.</summary>
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000dd", "status": "waiting", "position": 1, "resource_id": "0198a7b0-0000-7000-8000-0000000000aa", "resource_type": "Car",
    "from_infinity": false, "to_infinity": false, "from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T12:00:00Z", "allocation_type": "booking",
    "accept_seconds": 1800, "until": "2026-12-01T10:00:00Z", "created": "2026-11-20T09:00:00Z"}
    """)]
public sealed record WaitingResponse
{
    public required Guid Id { get; init; }

    /// <summary><c>waiting</c>; <c>granted</c>: accept it before it expires; <c>accepted</c>; <c>declined</c>; <c>lapsed</c> if it was not accepted in time, or nothing came in time.</summary>
    public required string Status { get; init; }

    /// <summary>From 1: its place among those that wait for some of the same time; only while it waits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Position { get; init; }

    /// <summary><c>null</c> for one that waits for any resource of the type.</summary>
    public required Guid? ResourceId { get; init; }

    public required string ResourceType { get; init; }

    public required bool FromInfinity { get; init; }

    public required bool ToInfinity { get; init; }

    /// <summary>Start (inclusive); <c>null</c> if the time has no start.</summary>
    [NullIfInfinite]
    public required Instant FromDatetime { get; init; }

    /// <summary>End (exclusive); <c>null</c> if the time has no end.</summary>
    [NullIfInfinite]
    public required Instant ToDatetime { get; init; }

    public required string AllocationType { get; init; }

    /// <summary>Of a pool, how many units.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Units { get; init; }

    /// <summary>How long a grant waits to be accepted.</summary>
    public required long AcceptSeconds { get; init; }

    /// <summary>From when on it waits no more; missing once it is granted or has ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Until { get; init; }

    public required Instant Created { get; init; }

    /// <summary>The customer that waits, if one does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Owner { get; init; }

    /// <summary>What is granted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AllocationResponse? Allocation { get; init; }

    /// <summary>When the grant ends, if it is not accepted before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Expires { get; init; }

    /// <summary>The booking that has accepted it, where the type has a tariff.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Booking { get; init; }

    /// <param name="entry">As it is.</param>
    /// <param name="position">0 for one that does not wait.</param>
    /// <param name="resource">Whose list has it; <c>null</c> for the list of the type.</param>
    /// <param name="type">The resource's.</param>
    public static WaitingResponse Of(Allocation entry, int position, Guid? resource, string type) => new()
    {
        Id = entry.Id,
        Status = StatusOf(entry),
        Position = position,
        ResourceId = resource,
        ResourceType = type,
        FromInfinity = !entry.Interval.From.IsFinite,
        ToInfinity = !entry.Interval.To.IsFinite,
        FromDatetime = entry.Interval.From,
        ToDatetime = entry.Interval.To,
        AllocationType = entry.Type,
        Units = entry.Units,
        AcceptSeconds = (long)entry.AcceptWithin!.Value.TotalSeconds,
        Until = entry.Stage == AllocationStage.Waiting ? entry.Expires : null,
        Created = entry.Created,
        Owner = entry.Owner,
        Allocation = resource is { } id && !IsWithoutTime(entry) ? AllocationResponse.Of(entry, id, type) : null,
        Expires = entry.Stage == AllocationStage.Granted ? entry.Expires : null,
        Booking = entry.Booking,
    };

    private static bool IsWithoutTime(Allocation entry) => entry.IsOffCalendar || entry.Stage == AllocationStage.Offered;

    private static string StatusOf(Allocation entry) => entry.Stage switch
    {
        AllocationStage.Waiting or AllocationStage.Offered => "waiting",
        AllocationStage.Granted => "granted",
        AllocationStage.WaitingDeclined => "declined",
        AllocationStage.Lapsed => "lapsed",
        AllocationStage.None or AllocationStage.Requested or AllocationStage.HoldRequested or AllocationStage.NoShow => "accepted",
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(WaitingRequest))]
[JsonSerializable(typeof(WaitingResponse[]))]
internal sealed partial class WaitingJson : JsonSerializerContext;
