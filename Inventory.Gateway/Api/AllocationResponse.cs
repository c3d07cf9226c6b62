using Inventory.Domain.Allocations;

namespace Inventory.Gateway.Api;

/// <summary>A time that is allocated on a resource.</summary>
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000bb", "resource_id": "0198a7b0-0000-7000-8000-0000000000aa", "resource_type": "Car",
    "from_infinity": false, "to_infinity": false, "from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T12:00:00Z",
    "allocation_type": "maintenance", "description": null, "reference": null, "dump": {}, "status": "firm", "expires": null,
    "created": "2026-11-20T09:00:00Z"}
    """)]
public sealed record AllocationResponse : IConflictResponse
{
    public required Guid Id { get; init; }

    public required Guid ResourceId { get; init; }

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

    public required string? Description { get; init; }

    /// <summary>The caller's own number for the allocation.</summary>
    public required string? Reference { get; init; }

    /// <summary>The client's JSON object, unchanged.</summary>
    public required RawJson Dump { get; init; }

    /// <summary><c>firm</c>; <c>held</c> until it expires or is confirmed; <c>requested</c> until it expires or is approved; <c>no_show</c> if its customer did not appear.</summary>
    public required string Status { get; init; }

    /// <summary>When the hold or the request ends; <c>null</c> if the allocation is firm.</summary>
    [NullIfInfinite]
    public required Instant Expires { get; init; }

    public required Instant Created { get; init; }

    /// <summary>The id of the customer that owns the allocation, if a customer does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Owner { get; init; }

    /// <summary>The booking that the allocation is part of, if it is part of one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Booking { get; init; }

    /// <summary>The rules that an operator set aside for it, if any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Override { get; init; }

    /// <summary>Of a pool, how many units it takes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Units { get; init; }

    /// <summary>The series that it is an occurrence of, if it is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Series { get; init; }

    /// <summary>Which occurrence: the local time at which the rule of the series begins it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RecurrenceId { get; init; }

    /// <summary>When its customer has to check in, if that is needed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckInResponse? CheckIn { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? CheckedIn { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? CheckedOut { get; init; }

    /// <summary>On a part: the allocation of the whole that it belongs to, and changes with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WholeResponse? Whole { get; init; }

    /// <summary><c>late</c> while the resource may still change; it is chosen by a check-in, or before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Bind { get; init; }

    public static AllocationResponse Of(Allocation allocation, Guid resourceId, string resourceType) => new()
    {
        Id = allocation.Id,
        ResourceId = resourceId,
        ResourceType = resourceType,
        FromInfinity = !allocation.Interval.From.IsFinite,
        ToInfinity = !allocation.Interval.To.IsFinite,
        FromDatetime = allocation.Interval.From,
        ToDatetime = allocation.Interval.To,
        AllocationType = allocation.Type,
        Description = allocation.Description,
        Reference = allocation.Reference,
        Dump = new(allocation.Dump),
        Status = StatusOf(allocation),
        Expires = allocation.Expires,
        Created = allocation.Created,
        Owner = allocation.Owner,
        Booking = allocation.Booking,
        Override = RuleNames.NamesOf(allocation.Overrides),
        CheckIn = allocation.CheckIn is { } window ? new(window.From, window.Until) : null,
        CheckedIn = allocation.CheckedIn,
        CheckedOut = allocation.CheckedOut,
        Units = allocation.Units,
        Series = allocation.Series,
        RecurrenceId = allocation.Extras?.RecurrenceId,
        Whole = allocation.Whole is { } whole ? WholeResponse.Of(whole) : null,
        Bind = allocation.IsLate ? Binding.Late : null,
    };

    internal static string StatusOf(Allocation allocation) => allocation.Stage switch
    {
        AllocationStage.Requested or AllocationStage.HoldRequested => "requested",
        AllocationStage.NoShow => "no_show",
        AllocationStage.Offered or AllocationStage.Granted => "held",
        AllocationStage.Waiting => "waiting",
        AllocationStage.WaitingDeclined => "declined",
        AllocationStage.Lapsed => "lapsed",
        AllocationStage.None => allocation.IsHold ? "held" : "firm",
    };
}

/// <param name="ResourceId">A resource that has parts.</param>
/// <param name="AllocationId">One of its allocations, if it is about one.</param>
public sealed record WholeResponse(Guid ResourceId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? AllocationId)
{
    public static WholeResponse Of(WholeAllocation whole) => new(whole.Resource, whole.Allocation);
}

/// <param name="Opens">From when on a check-in is possible.</param>
/// <param name="Closes">From when on it is too late.</param>
public sealed record CheckInResponse([property: NullIfInfinite] Instant Opens, [property: NullIfInfinite] Instant Closes);

/// <summary>A conflicting allocation; a customer sees only its time.</summary>
[JsonDerivedType(typeof(AllocationResponse))]
[JsonDerivedType(typeof(TakenTimeResponse))]
public interface IConflictResponse
{
    static IConflictResponse Of(Allocation allocation, Guid resourceId, string resourceType, bool isForCustomer) =>
        isForCustomer ? TakenTimeResponse.Of(allocation) : AllocationResponse.Of(allocation, resourceId, resourceType);
}

/// <summary>A time that is taken, as a customer sees it: not by whom, and not for what.</summary>
public sealed record TakenTimeResponse : IConflictResponse
{
    public required bool FromInfinity { get; init; }

    public required bool ToInfinity { get; init; }

    /// <summary>Start (inclusive); <c>null</c> if the time has no start.</summary>
    [NullIfInfinite]
    public required Instant FromDatetime { get; init; }

    /// <summary>End (exclusive); <c>null</c> if the time has no end.</summary>
    [NullIfInfinite]
    public required Instant ToDatetime { get; init; }

    public static TakenTimeResponse Of(Allocation allocation) => new()
    {
        FromInfinity = !allocation.Interval.From.IsFinite,
        ToInfinity = !allocation.Interval.To.IsFinite,
        FromDatetime = allocation.Interval.From,
        ToDatetime = allocation.Interval.To,
    };
}
