using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

/// <summary>Chooses the resource of a late-bound allocation.</summary>
[GenerateSerializer, Immutable, Alias("inventory.bind-request")]
public sealed record BindRequest
{
    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    /// <summary>The one that it gets; <c>null</c> for the one that it stands on.</summary>
    [Id(2)]
    public Guid? Resource { get; init; }

    [Id(3)]
    public Precondition IfMatch { get; init; }

    [Id(4)]
    public Caller? RequestedBy { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(5)]
    public bool IsPreview { get; init; }
}

public enum BindStatus
{
    /// <summary>Now or before.</summary>
    Bound = 1,

    /// <summary>Or it was never late.</summary>
    NoSuchAllocation = 2,

    PreconditionFailed = 3,

    /// <summary>Its resource was chosen before, and is not the one that is named.</summary>
    BoundElsewhere = 4,

    /// <summary>It may move, and does not stand on the resource that is named.</summary>
    StandsElsewhere = 5,

    /// <summary>The resource that is named is taken, and what takes it cannot move.</summary>
    Taken = 6,

    /// <summary>The resource that is named is not there, or differs from the one that it stands on.</summary>
    NotEqual = 7,

    /// <summary>It waits for an approval.</summary>
    AwaitsApproval = 8,
}

[GenerateSerializer, Immutable, Alias("inventory.bind-result")]
public sealed record BindResult
{
    private BindResult(BindStatus status) => Status = status;

    public static readonly BindResult NoSuchAllocation = new(BindStatus.NoSuchAllocation);
    public static readonly BindResult PreconditionFailed = new(BindStatus.PreconditionFailed);
    public static readonly BindResult BoundElsewhere = new(BindStatus.BoundElsewhere);
    public static readonly BindResult StandsElsewhere = new(BindStatus.StandsElsewhere);
    public static readonly BindResult Taken = new(BindStatus.Taken);
    public static readonly BindResult NotEqual = new(BindStatus.NotEqual);
    public static readonly BindResult AwaitsApproval = new(BindStatus.AwaitsApproval);

    [Id(0)]
    public BindStatus Status { get; private init; }

    [Id(1)]
    public Allocation? Allocation { get; private init; }

    [MemberNotNullWhen(true, nameof(Allocation))]
    public bool IsBound => Status == BindStatus.Bound;

    public static BindResult Bound(Allocation allocation) => new(BindStatus.Bound) { Allocation = allocation };
}
