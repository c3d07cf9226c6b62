using System.Text.Json.Serialization;
using Inventory.Domain.Allocations;
using Inventory.Domain.Time;

namespace Inventory.Gateway.Api;

/// <summary>A time that a resource is taken for.</summary>
public sealed record AllocationResponse : IConflictResponse
{
    public required Guid Id { get; init; }

    public required Guid ResourceId { get; init; }

    /// <summary>The name of the resource's type.</summary>
    public required string ResourceType { get; init; }

    /// <summary>It has no beginning.</summary>
    public required bool FromInfinity { get; init; }

    /// <summary>It has no end.</summary>
    public required bool ToInfinity { get; init; }

    /// <summary>The first moment; <c>null</c> without beginning.</summary>
    public required Instant FromDatetime { get; init; }

    /// <summary>The first moment after it; <c>null</c> without end.</summary>
    public required Instant ToDatetime { get; init; }

    public required string AllocationType { get; init; }

    public required string? Description { get; init; }

    /// <summary>The caller's own number for it.</summary>
    public required string? Reference { get; init; }

    /// <summary>A JSON object, as it was given.</summary>
    public required RawJson Dump { get; init; }

    /// <summary><c>firm</c>, or <c>held</c> until it expires or is confirmed.</summary>
    public required string Status { get; init; }

    /// <summary>When a hold ends; <c>null</c> for a firm one.</summary>
    public required Instant Expires { get; init; }

    public required Instant Created { get; init; }

    /// <summary>The id of the customer whose it is, if it is one's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Owner { get; init; }

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
        Status = allocation.IsHold ? "held" : "firm",
        Expires = allocation.Expires,
        Created = allocation.Created,
        Owner = allocation.Owner,
    };
}

/// <summary>What is in the way: the allocation, or for a customer its time alone.</summary>
[JsonDerivedType(typeof(AllocationResponse))]
[JsonDerivedType(typeof(TakenTimeResponse))]
public interface IConflictResponse
{
    /// <summary>As the caller may know it.</summary>
    static IConflictResponse Of(Allocation allocation, Guid resourceId, string resourceType, bool isForCustomer) =>
        isForCustomer ? TakenTimeResponse.Of(allocation) : AllocationResponse.Of(allocation, resourceId, resourceType);
}

/// <summary>A time that is taken, as a customer learns of it: when, and not by whom or what for.</summary>
public sealed record TakenTimeResponse : IConflictResponse
{
    public required bool FromInfinity { get; init; }

    public required bool ToInfinity { get; init; }

    /// <summary>The first moment; <c>null</c> without beginning.</summary>
    public required Instant FromDatetime { get; init; }

    /// <summary>The first moment after it; <c>null</c> without end.</summary>
    public required Instant ToDatetime { get; init; }

    public static TakenTimeResponse Of(Allocation allocation) => new()
    {
        FromInfinity = !allocation.Interval.From.IsFinite,
        ToInfinity = !allocation.Interval.To.IsFinite,
        FromDatetime = allocation.Interval.From,
        ToDatetime = allocation.Interval.To,
    };
}
