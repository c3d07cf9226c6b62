namespace Inventory.Storage;

/// <summary>
/// Where decisions become durable. A commit that has been answered survives the end of the process and of the machine.
/// </summary>
/// <remarks>
/// Every method may throw <see cref="StoreUnavailableException"/>: the storage failed or is closed.
/// </remarks>
public interface IStore : IEventReader
{
    /// <summary>
    /// Makes one change durable. Commits that wait are taken together; each is judged on its own. Commits of one resource are judged in the order of
    /// the calls, so a caller may hand in the next one, decided on the version that this one will make, before this one is answered.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The outcome is unknown: the change may be durable or not.</exception>
    Task<CommitStatus> CommitAsync(Commit commit);

    /// <summary>The resource with all that was committed before the call; <c>null</c> when there is none, or no more.</summary>
    Task<StoredResource?> LoadResourceAsync(Guid id, CancellationToken cancellation);

    /// <summary>What was allocated in a type with this <see cref="PoolRequestKey"/>, in the time for which keys are kept; <c>null</c> when nothing was.</summary>
    Task<PoolIdempotencyRecord?> FindPoolRequestAsync(string type, string key, CancellationToken cancellation);

    /// <summary>The resources of one type that are not deleted, by ordinal.</summary>
    Task<StoredRegistry> LoadRegistryAsync(string type, CancellationToken cancellation);

    /// <summary>When the resources of one type are taken.</summary>
    Task<StoredBusyIntervals> LoadBusyIntervalsAsync(string type, CancellationToken cancellation);

    /// <summary>Returns when the storage answers.</summary>
    Task CheckAsync(CancellationToken cancellation);
}
