namespace Inventory.Storage;

/// <summary>Complete, durable and in order. Every method may throw <see cref="StoreUnavailableException"/>: the storage failed or is closed.</summary>
public interface IEventReader
{
    /// <summary>The last durable event that this process knows; 0 before the first. Commits of other processes appear a little later.</summary>
    long LastSeq { get; }

    /// <summary>The last event, including everything that any process acknowledged before the call.</summary>
    ValueTask<long> FindLastSeqAsync(CancellationToken cancellation);

    /// <summary>Events up to this number are in an archive that this reader does not have; 0 if it has all.</summary>
    Task<long> FindArchivedSeqAsync(CancellationToken cancellation);

    /// <summary>
    /// The events that this process knows, by number; later ones have higher numbers. A short page is the last one. Damaged events are left out, and those up to
    /// <see cref="FindArchivedSeqAsync"/>.
    /// </summary>
    Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation);

    /// <summary>Returns when there is an event after <paramref name="afterSeq"/>. Thousands may wait at the cost of one for the writers.</summary>
    Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation);

    /// <summary>The events of one resource, even a deleted one, after a version and by version. Includes all commits from before the call.</summary>
    /// <exception cref="ResourceDamagedException">One of them, or the one before them, is damaged or missing.</exception>
    /// <exception cref="EventsArchivedException">The first of them are in an archive that this reader does not have.</exception>
    Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation);

    /// <summary>About the user's own allocations, or requested by the user, without those in an archive that this reader does not have. Includes all earlier commits.</summary>
    /// <exception cref="ResourceDamagedException">One of them is damaged.</exception>
    Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation);

    /// <summary>The resources that have events in the archive that are about the user's own allocations, or were requested by the user; in no order.</summary>
    Task<IReadOnlyList<ArchivedResource>> ListArchivedResourcesOfAsync(Guid user, CancellationToken cancellation);
}

/// <summary>A resource, perhaps deleted, some of whose events are in the archive.</summary>
public sealed record ArchivedResource(Guid Id, string Type);

/// <summary><paramref name="Seq"/> is above 0 and may have gaps; <paramref name="Version"/> has none.</summary>
public sealed record RecordedEvent(long Seq, Guid ResourceId, string ResourceType, long Version, ResourceEvent Change, Instant At, string? Actor);
