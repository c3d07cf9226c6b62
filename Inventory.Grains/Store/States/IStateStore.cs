namespace Inventory.Store;

/// <summary>Where the small states of grains become durable: users, orders, accounts. A record each, as JSON.</summary>
/// <remarks>
/// Every method may throw <see cref="StoreUnavailableException"/>: the storage failed or is closed.
/// </remarks>
public interface IStateStore
{
    /// <summary>The record with all that was committed before the call; <c>null</c> when there never was one.</summary>
    Task<StoredState?> LoadStateAsync(StateKey key, CancellationToken cancellation);

    /// <summary>Makes one change of one record durable.</summary>
    /// <returns>Fenced when the record is not at the version that the change was decided on.</returns>
    /// <exception cref="StoreUnavailableException">The outcome is unknown: the change may be durable or not.</exception>
    Task<CommitStatus> CommitStateAsync(StateCommit commit);
}
