using System.Collections.Immutable;

namespace Inventory.Contracts;

public enum AllocationPageStatus
{
    Listed = 1,

    /// <summary>The caller has it already.</summary>
    Unchanged = 2,

    NoSuchResource = 3,
}

[GenerateSerializer, Immutable]
public sealed record AllocationPage
{
    private AllocationPage(AllocationPageStatus status) => (Status, Allocations) = (status, []);

    public static readonly AllocationPage Unchanged = new(AllocationPageStatus.Unchanged);

    public static readonly AllocationPage NoSuchResource = new(AllocationPageStatus.NoSuchResource);

    [Id(0)]
    public AllocationPageStatus Status { get; private init; }

    /// <summary>By start.</summary>
    [Id(1)]
    public ImmutableArray<Allocation> Allocations { get; private init; }

    /// <summary>There are more, which start later than the last one.</summary>
    [Id(2)]
    public bool HasMore { get; private init; }

    /// <summary>Some of the resource's allocations end by themselves: the answer may change without a new version.</summary>
    [Id(4)]
    public bool HasHolds { get; private init; }

    /// <summary>The resource's version of which this is the answer.</summary>
    [Id(3)]
    public long Version { get; private init; }

    public static AllocationPage Of(long version, IReadOnlyList<Allocation> allocations, bool hasMore, bool hasHolds) =>
        new(AllocationPageStatus.Listed) { Version = version, Allocations = [.. allocations], HasMore = hasMore, HasHolds = hasHolds };
}
