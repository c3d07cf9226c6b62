using Inventory.Domain.Time;

namespace Inventory.Storage.States;

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

/// <summary>One change of one record, fenced by the version that it was decided on.</summary>
public sealed record StateCommit
{
    public required StateKey Key { get; init; }

    /// <summary>The version that the change makes: one above the version that it was decided on, 1 where there was no record.</summary>
    public required long Version { get; init; }

    /// <summary>The whole record as UTF-8; <c>null</c> clears it.</summary>
    public required byte[]? Json { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant At { get; init; }

    /// <exception cref="ArgumentException">It cannot be: a fault of the caller.</exception>
    public void ThrowIfInconsistent()
    {
        if (Version < 1 || !At.IsFinite || Json is [])
            throw new ArgumentException($"The commit of version {Version} of {Key} at {At} has no version, moment or text.");
    }
}

/// <summary>Which record.</summary>
/// <param name="Grain">The class of the grain, as the runtime names it: <c>user</c>.</param>
/// <param name="Name">The name of the state within the grain.</param>
/// <param name="Key">The key of the grain.</param>
public readonly record struct StateKey(string Grain, string Name, string Key)
{
    public override string ToString() => $"{Grain}/{Key} {Name}";
}

/// <summary>A record as it was last committed.</summary>
/// <param name="Version">1, 2, 3, … It goes on when the record is cleared, so that what was decided before that stays refused.</param>
/// <param name="Json">UTF-8; <c>null</c> when the record is cleared.</param>
public sealed record StoredState(long Version, byte[]? Json);
