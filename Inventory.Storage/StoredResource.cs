using Inventory.Domain.Allocations;
using Inventory.Domain.Availability;
using Inventory.Domain.Requests;

namespace Inventory.Storage;

/// <summary>Allocations are ordered by id and include expired holds until their end is recorded.</summary>
public sealed record StoredResource(Resource Resource, long Version, IReadOnlyList<Allocation> Allocations)
{
    private long? _digest;

    public long Digest => _digest ??= StateDigest.Of(Resource, Allocations);

    /// <summary>Within the retention period, oldest first.</summary>
    public IReadOnlyList<IdempotencyRecord> Answers { get; init; } = [];

    /// <summary>Within the retention period, oldest first.</summary>
    public IReadOnlyList<ExpiredHold> ExpiredHolds { get; init; } = [];

    /// <param name="digest">Of the last event; <c>null</c> if it has none.</param>
    /// <exception cref="ResourceDamagedException">The rows do not agree with it.</exception>
    internal void ThrowIfNot(long? digest)
    {
        if (digest is { } expected && expected != Digest)
            throw new ResourceDamagedException(Resource.Id, Version, "its rows are not what its events make.");
    }

    public ResourceState ToState(TimeSpan retention)
    {
        var records = Answers.Aggregate(IdempotencyRecords.Lasting(retention), static (all, answer) => all.Add(answer));
        records = ExpiredHolds.Aggregate(records, static (all, hold) => all.Expire(hold.AllocationId, hold.Owner, hold.At));
        return new(Resource, Calendar.Of(Allocations, Resource.Units), records, Version);
    }
}

public sealed record ExpiredHold(Guid AllocationId, Instant At, Guid? Owner = null);

/// <summary>The resource that fulfilled a request for any resource of its type.</summary>
public sealed record PoolIdempotencyRecord(Guid ResourceId, IdempotencyRecord Answer);

/// <summary>Existing resources by ordinal. The last ordinal includes deleted resources; 0 before the first.</summary>
public sealed record StoredRegistry(IReadOnlyList<Resource> Resources, long LastOrdinal)
{
    /// <summary>Within the retention period, oldest first.</summary>
    public IReadOnlyList<CreationRecord> Creations { get; init; } = [];
}

/// <summary>A resource as a request with a key created it.</summary>
public sealed record CreationRecord(IdempotencyKey Key, Instant At, Resource Resource);

/// <summary>Includes all events up to <paramref name="Seq"/>, and perhaps later ones. Existing resources by ordinal.</summary>
public sealed record StoredBusyIntervals(long Seq, IReadOnlyList<Resource> Resources, IReadOnlyList<(Guid ResourceId, BusyInterval Time)> Times);
