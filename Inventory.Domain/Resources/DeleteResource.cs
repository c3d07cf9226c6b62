using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

[GenerateSerializer, Immutable, Alias("inventory.delete-resource-request")]
public sealed record DeleteResourceRequest
{
    [Id(0)]
    public required string Type { get; init; }

    [Id(1)]
    public required Guid Id { get; init; }

    /// <summary>Release the allocations that have not ended, instead of refusing.</summary>
    [Id(2)]
    public bool Force { get; init; }

    [Id(3)]
    public Precondition IfMatch { get; init; }

    [Id(4)]
    public Caller? RequestedBy { get; init; }

    /// <summary>Bookings that have ended their items on the resource. Others have to be asked before it is deleted.</summary>
    [Id(5)]
    public ImmutableArray<Guid> EndedBookings { get; init; } = [];

    /// <summary>Only judges: nothing changes.</summary>
    [Id(6)]
    public bool IsPreview { get; init; }
}

public enum DeleteResourceStatus
{
    Deleted = 1,
    NotFound = 2,
    PreconditionFailed = 3,

    /// <summary>There are allocations that have not ended.</summary>
    InUse = 4,

    /// <summary>The bookings have to end their items first.</summary>
    Booked = 5,

    /// <summary>It is a part of another resource.</summary>
    PartOfWhole = 6,
}

[GenerateSerializer, Immutable, Alias("inventory.delete-resource-result")]
public sealed record DeleteResourceResult
{
    private DeleteResourceResult(DeleteResourceStatus status, ImmutableArray<Allocation> conflicts) => (Status, Conflicts) = (status, conflicts);

    public static readonly DeleteResourceResult Deleted = new(DeleteResourceStatus.Deleted, []);
    public static readonly DeleteResourceResult NotFound = new(DeleteResourceStatus.NotFound, []);
    public static readonly DeleteResourceResult PreconditionFailed = new(DeleteResourceStatus.PreconditionFailed, []);

    [Id(0)]
    public DeleteResourceStatus Status { get; }

    /// <summary>The earliest allocations that have not ended; there may be more.</summary>
    [Id(1)]
    public ImmutableArray<Allocation> Conflicts { get; }

    /// <summary>Bookings with items on the resource that have not ended.</summary>
    [Id(2)]
    public ImmutableArray<Guid> Bookings { get; private init; } = [];

    /// <summary>The resources that it is a part of.</summary>
    [Id(3)]
    public ImmutableArray<Resource> Wholes { get; private init; } = [];

    public static DeleteResourceResult PartOf(IEnumerable<Resource> wholes) => new(DeleteResourceStatus.PartOfWhole, []) { Wholes = [.. wholes] };

    public static DeleteResourceResult Booked(IEnumerable<Guid> bookings) => new(DeleteResourceStatus.Booked, []) { Bookings = [.. bookings] };

    public static DeleteResourceResult InUse(IEnumerable<Allocation> conflicts) => new(DeleteResourceStatus.InUse, [.. conflicts]);
}
