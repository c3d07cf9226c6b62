using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations;

[GenerateSerializer, Immutable, Alias("inventory.approve-request")]
public sealed record ApproveRequest
{
    public const int MaxReasonLength = 200;

    [Id(0)]
    public required string ResourceType { get; init; }

    [Id(1)]
    public required Guid AllocationId { get; init; }

    /// <summary>If not, it is declined.</summary>
    [Id(2)]
    public required bool IsApproved { get; init; }

    /// <summary>Why it is declined; <c>null</c> for no words.</summary>
    [Id(3)]
    public string? Reason { get; init; }

    [Id(4)]
    public Precondition IfMatch { get; init; }

    [Id(5)]
    public Caller? RequestedBy { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(6)]
    public bool IsPreview { get; init; }
}

public enum ApproveStatus
{
    Approved = 1,
    Declined = 2,
    NoSuchResource = 3,
    NoSuchAllocation = 4,

    /// <summary>Nobody answered in time.</summary>
    Expired = 5,

    /// <summary>It is approved, or never needed it.</summary>
    AlreadyDecided = 6,

    /// <summary>Nobody approves what it asked for itself.</summary>
    OwnRequest = 7,

    PreconditionFailed = 8,

    /// <summary>Only with the allocation of the whole.</summary>
    PartOfWhole = 9,
}

/// <summary>With the allocation as it is after an approval, or as it was before it was declined.</summary>
[GenerateSerializer, Immutable, Alias("inventory.approve-result")]
public sealed record ApproveResult(ApproveStatus Status, Allocation? Allocation = null)
{
    public static readonly ApproveResult NoSuchResource = new(ApproveStatus.NoSuchResource);
    public static readonly ApproveResult NoSuchAllocation = new(ApproveStatus.NoSuchAllocation);
    public static readonly ApproveResult Expired = new(ApproveStatus.Expired);
    public static readonly ApproveResult AlreadyDecided = new(ApproveStatus.AlreadyDecided);
    public static readonly ApproveResult OwnRequest = new(ApproveStatus.OwnRequest);
    public static readonly ApproveResult PreconditionFailed = new(ApproveStatus.PreconditionFailed);

    /// <summary>The allocation of the whole that it belongs to, if that is why it is not decided.</summary>
    [Id(0)]
    public WholeAllocation? Whole { get; private init; }

    public static ApproveResult PartOf(WholeAllocation whole) => new(ApproveStatus.PartOfWhole) { Whole = whole };

    public static ApproveResult Approved(Allocation allocation) => new(ApproveStatus.Approved, allocation);

    public static ApproveResult Declined(Allocation allocation) => new(ApproveStatus.Declined, allocation);
}
