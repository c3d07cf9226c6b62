using System.Collections.Immutable;

namespace Inventory.Contracts;

public enum DispatchStatus
{
    Allocated = 1,

    /// <summary>No resource of the type is free for the whole time.</summary>
    NoneAvailable = 2,

    /// <summary>The request's key was used before, for another request.</summary>
    KeyReused = 3,
}

[GenerateSerializer, Immutable]
public sealed record DispatchResult
{
    private DispatchResult(DispatchStatus status) => (Status, Alternatives) = (status, []);

    public static readonly DispatchResult KeyReused = new(DispatchStatus.KeyReused);

    [Id(0)]
    public DispatchStatus Status { get; private init; }

    /// <summary>On which resource.</summary>
    [Id(1)]
    public Guid ResourceId { get; private init; }

    [Id(2)]
    public Allocation? Allocation { get; private init; }

    /// <summary>The earliest times at which some resource is free for as long.</summary>
    [Id(3)]
    public ImmutableArray<Interval> Alternatives { get; private init; }

    public static DispatchResult Allocated(Guid resourceId, Allocation allocation) => new(DispatchStatus.Allocated) { ResourceId = resourceId, Allocation = allocation };

    public static DispatchResult NoneAvailable(ImmutableArray<Interval> alternatives) => new(DispatchStatus.NoneAvailable) { Alternatives = alternatives };
}
