namespace Inventory.Storage.States;

/// <summary>A JSON record for each state. Every method may throw <see cref="StoreUnavailableException"/>: the storage failed or is closed.</summary>
public interface IStateStore
{
    /// <summary>Includes all commits from before the call; <c>null</c> when there never was a record.</summary>
    Task<StoredState?> LoadStateAsync(StateKey key, CancellationToken cancellation);

    /// <exception cref="StoreUnavailableException">The outcome is unknown: the change may be durable or not.</exception>
    Task<CommitStatus> CommitStateAsync(StateCommit commit);
}

/// <summary>One change of one record, fenced by the version on which it was decided.</summary>
public sealed record StateCommit
{
    public required StateKey Key { get; init; }

    /// <summary>One above the version on which the change was decided; 1 for a new record.</summary>
    public required long Version { get; init; }

    /// <summary>The whole record as UTF-8; <c>null</c> clears it.</summary>
    public required byte[]? Json { get; init; }

    public required Instant At { get; init; }

    public void ThrowIfInconsistent()
    {
        if (Version < 1 || !At.IsFinite || Json is [])
            throw new ArgumentException($"The commit of version {Version} of {Key} at {At} has no version, moment or text.");
    }
}

/// <summary>The grain's class in the runtime, such as <c>user</c>; the state's name within the grain; the grain's key.</summary>
public readonly record struct StateKey(string Grain, string Name, string Key)
{
    public override string ToString() => $"{Grain}/{Key} {Name}";
}

/// <summary>Clearing a record does not reset its version, so older decisions stay refused; <paramref name="Json"/> is then <c>null</c>.</summary>
public sealed record StoredState(long Version, byte[]? Json);
