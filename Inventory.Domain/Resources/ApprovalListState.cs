namespace Inventory.Domain.Resources;

/// <summary>Allocations of a type that may wait for an approval: the resource knows.</summary>
[GenerateSerializer, Immutable, Alias("inventory.approval-list-state")]
public sealed record ApprovalListState
{
    /// <summary>Oldest first.</summary>
    [Id(0)]
    public ImmutableArray<RequestedAllocation> Requested { get; init; } = [];

    public ApprovalListState Add(RequestedAllocation requested) => Requested.Contains(requested) ? this : this with { Requested = Requested.Add(requested) };

    public ApprovalListState Remove(IReadOnlySet<RequestedAllocation> decided) => this with { Requested = [.. Requested.Where(requested => !decided.Contains(requested))] };
}

[GenerateSerializer, Immutable, Alias("inventory.requested-allocation")]
public sealed record RequestedAllocation(Guid Resource, Guid Allocation, Instant At);
