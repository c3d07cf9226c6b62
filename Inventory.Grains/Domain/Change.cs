using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>What a decision changes in one resource. One change is one event row, and makes the next version.</summary>
public abstract record Change
{
    private Change() { }

    /// <summary>The first change of every resource: makes version 1.</summary>
    public sealed record ResourceCreated(Resource Resource) : Change;

    /// <summary>The name or the attributes are new.</summary>
    public sealed record ResourceUpdated(Resource Resource) : Change;

    /// <summary>The last change: the resource and all its allocations are gone, and its name is free.</summary>
    public sealed record ResourceDeleted : Change;

    public sealed record Allocated(Allocation Allocation) : Change;

    public sealed record Released(Guid AllocationId) : Change;
}
