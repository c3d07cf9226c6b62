namespace Inventory.Storage;

/// <summary>An acknowledged commit survives a crash of the process or the machine. Every method may throw <see cref="StoreUnavailableException"/>.</summary>
public interface IStore : IEventReader
{
    /// <summary>
    /// Makes one change durable. Waiting commits share a transaction, but each is judged on its own. Commits of one resource are judged in the order
    /// of the calls, so a caller need not wait before it sends the next one, decided on the version that this one will make.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The outcome is unknown: the change may be durable or not.</exception>
    Task<CommitStatus> CommitAsync(Commit commit) => CommitAsync([commit]);

    /// <summary>
    /// As <see cref="CommitAsync(Commit)"/>, for consecutive changes of one resource, or of several, one resource after the other: all are made, or none.
    /// Each resource is fenced by its own version and has its own chain.
    /// </summary>
    Task<CommitStatus> CommitAsync(IReadOnlyList<Commit> whole);

    /// <summary>
    /// Includes all commits from before the call; <c>null</c> for a resource that does not exist. Checks the rows against the last event's
    /// <see cref="StateDigest"/>, and the newest 1,000 events.
    /// </summary>
    /// <exception cref="ResourceDamagedException">Something stored of this resource does not check.</exception>
    Task<StoredResource?> LoadResourceAsync(Guid id, CancellationToken cancellation);

    /// <summary>
    /// The answers of a resource that was deleted, within the retention period, oldest first: requests that are sent again after the deletion get them. Empty for one that
    /// exists or never did.
    /// </summary>
    Task<IReadOnlyList<IdempotencyRecord>> LoadAnswersOfDeletedAsync(Guid id, CancellationToken cancellation);

    /// <summary>The allocation of a request with this <see cref="PoolRequestKey"/> within the retention period.</summary>
    Task<PoolIdempotencyRecord?> FindPoolRequestAsync(string type, string key, CancellationToken cancellation);

    /// <summary>
    /// The resource on which a late-bound allocation of the type stood last, also if it is bound or gone; <c>null</c> for another allocation. Includes all commits from before the call.
    /// </summary>
    Task<Guid?> FindLateAllocationAsync(string type, Guid allocation, CancellationToken cancellation);

    Task<StoredRegistry> LoadRegistryAsync(string type, CancellationToken cancellation);

    Task<StoredBusyIntervals> LoadBusyIntervalsAsync(string type, CancellationToken cancellation);

    /// <summary>Of all resources that ever were, by id, after one; <c>null</c> for the first.</summary>
    Task<IReadOnlyList<Guid>> ListResourceIdsAsync(Guid? after, int limit, CancellationToken cancellation);

    Task CheckAsync(CancellationToken cancellation);
}
