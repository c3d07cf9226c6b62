using System.Diagnostics.CodeAnalysis;

namespace Inventory.Contracts;

public enum FindAllocationStatus
{
    Found = 1,

    NoSuchResource = 2,

    NoSuchAllocation = 3,
}

[GenerateSerializer, Immutable]
public sealed record FindAllocationResult
{
    private FindAllocationResult(FindAllocationStatus status, Allocation? allocation = null) => (Status, Allocation) = (status, allocation);

    public static readonly FindAllocationResult NoSuchResource = new(FindAllocationStatus.NoSuchResource);

    public static readonly FindAllocationResult NoSuchAllocation = new(FindAllocationStatus.NoSuchAllocation);

    [Id(0)]
    public FindAllocationStatus Status { get; }

    [Id(1)]
    public Allocation? Allocation { get; }

    [MemberNotNullWhen(true, nameof(Allocation))]
    public bool IsFound => Status == FindAllocationStatus.Found;

    public static FindAllocationResult Found(Allocation allocation) => new(FindAllocationStatus.Found, allocation);
}
