using Inventory.Domain.Allocations;
using Inventory.Domain.Availability;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Storage;

/// <summary>A resource as it was committed.</summary>
/// <param name="Resource">Its name, attributes and type.</param>
/// <param name="Version">The version that the last commit made.</param>
/// <param name="Allocations">All its allocations, by id, holds among them that are over and not yet said to be.</param>
public sealed record StoredResource(Resource Resource, long Version, IReadOnlyList<Allocation> Allocations)
{
    /// <summary>What requests with keys have made in the time for which keys are kept, oldest first.</summary>
    public IReadOnlyList<IdempotencyRecord> Answers { get; init; } = [];

    /// <summary>The holds that were said to be over in this time, oldest first.</summary>
    public IReadOnlyList<ExpiredHold> ExpiredHolds { get; init; } = [];

    /// <param name="keyLife">The time for which keys are kept.</param>
    public ResourceState ToState(TimeSpan keyLife)
    {
        var recollection = Answers.Aggregate(IdempotencyRecords.Lasting(keyLife), static (all, answer) => all.Add(answer));
        recollection = ExpiredHolds.Aggregate(recollection, static (all, hold) => all.Expire(hold.AllocationId, hold.Owner, hold.At));
        return new(Resource, Calendar.Of(Allocations), recollection, Version);
    }
}

/// <summary>A hold that ended unconfirmed.</summary>
/// <param name="AllocationId">Its id.</param>
/// <param name="At">When that was written down.</param>
/// <param name="Owner">The customer whose it was, if it was one's.</param>
public sealed record ExpiredHold(Guid AllocationId, Instant At, Guid? Owner = null);

/// <summary>What a request that any resource of a type could meet has made.</summary>
/// <param name="ResourceId">The resource that met it.</param>
/// <param name="Answer">The allocation that it made.</param>
public sealed record PoolIdempotencyRecord(Guid ResourceId, IdempotencyRecord Answer);

/// <summary>The register of one resource type as it was committed.</summary>
/// <param name="Resources">The resources that are not deleted, by ordinal.</param>
/// <param name="LastOrdinal">The highest ordinal ever given, to deleted resources too; 0 before the first.</param>
public sealed record StoredRegistry(IReadOnlyList<Resource> Resources, long LastOrdinal)
{
    /// <summary>What requests with keys have made in the time for which keys are kept, oldest first.</summary>
    public IReadOnlyList<CreationRecord> Creations { get; init; } = [];
}

/// <summary>A resource that a request with a key has made.</summary>
/// <param name="Key">The client's key, and the fingerprint of its request.</param>
/// <param name="At">When it was made.</param>
/// <param name="Resource">As it was then.</param>
public sealed record CreationRecord(IdempotencyKey Key, Instant At, Resource Resource);

/// <summary>When the resources of one type are taken, as it was committed.</summary>
/// <param name="Seq">All events up to this one are in it, and perhaps some that follow.</param>
/// <param name="Resources">The resources that are not deleted, by ordinal.</param>
/// <param name="Times">Their allocations, by resource.</param>
public sealed record StoredBusyIntervals(long Seq, IReadOnlyList<Resource> Resources, IReadOnlyList<(Guid ResourceId, BusyInterval Time)> Times);
