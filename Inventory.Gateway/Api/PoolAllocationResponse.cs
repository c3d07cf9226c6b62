using Inventory.Domain.Allocations;

namespace Inventory.Gateway.Api;

/// <summary>A time that is allocated on a resource of a type, which is perhaps chosen later.</summary>
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000bb", "resource_id": null, "resource_type": "Car",
    "from_infinity": false, "to_infinity": false, "from_datetime": "2026-12-01T10:00:00Z", "to_datetime": "2026-12-01T12:00:00Z",
    "allocation_type": "booking", "description": null, "reference": null, "dump": {}, "status": "firm", "expires": null,
    "created": "2026-11-20T09:00:00Z", "bind": "late"}
    """)]
public sealed record PoolAllocationResponse
{
    public required Guid Id { get; init; }

    /// <summary><c>null</c> while the resource is not chosen.</summary>
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

    public static PoolAllocationResponse Of(Allocation allocation, Guid resourceId, string resourceType) => Of(AllocationResponse.Of(allocation, resourceId, resourceType));

    private static PoolAllocationResponse Of(AllocationResponse one) => new()
    {
        Id = one.Id,
        ResourceId = one.Bind is null ? one.ResourceId : null,
        ResourceType = one.ResourceType,
        FromInfinity = one.FromInfinity,
        ToInfinity = one.ToInfinity,
        FromDatetime = one.FromDatetime,
        ToDatetime = one.ToDatetime,
        AllocationType = one.AllocationType,
        Description = one.Description,
        Reference = one.Reference,
        Dump = one.Dump,
        Status = one.Status,
        Expires = one.Expires,
        Created = one.Created,
        Owner = one.Owner,
        Booking = one.Booking,
        Override = one.Override,
        Units = one.Units,
        Series = one.Series,
        RecurrenceId = one.RecurrenceId,
        CheckIn = one.CheckIn,
        CheckedIn = one.CheckedIn,
        CheckedOut = one.CheckedOut,
        Whole = one.Whole,
        Bind = one.Bind,
    };
}

/// <summary>When the resource of an allocation is chosen, as requests and answers say it.</summary>
internal static class Binding
{
    public const string Now = "now";
    public const string Late = "late";
}
