using Inventory.Storage.States;

namespace Inventory.Storage.Transfer;

/// <summary>
/// The contents of a store at one moment, while other processes may go on writing. Each method can be read once. An event that does not match its hash,
/// or does not follow on the one of its resource before it, throws <see cref="ResourceDamagedException"/>.
/// </summary>
public interface IStoreSnapshot : IAsyncDisposable
{
    /// <summary>Of the states, and of the events after a number.</summary>
    Task<StoreSize> CountAsync(long afterSeq, CancellationToken cancellation);

    /// <summary>Events up to this number are in an archive, and perhaps no longer here; 0 if all are here.</summary>
    Task<long> FindArchivedSeqAsync(CancellationToken cancellation);

    /// <summary>The last event such that it and all before it were decided before a moment; 0 if the first was not.</summary>
    Task<long> FindLastBeforeAsync(Instant moment, CancellationToken cancellation);

    /// <summary>By number.</summary>
    IAsyncEnumerable<RecordedCommit> ReadCommitsAsync(CancellationToken cancellation);

    /// <summary>Cleared ones, too: their versions go on.</summary>
    IAsyncEnumerable<RecordedState> ReadStatesAsync(CancellationToken cancellation);
}

/// <summary>An empty store that gets the contents of another one. Nothing of them is there before <see cref="CompleteAsync"/>.</summary>
public interface IStoreTarget : IAsyncDisposable
{
    /// <summary>In the order of their numbers, which they keep.</summary>
    /// <exception cref="InvalidDataException">A commit contradicts those before it.</exception>
    Task AppendAsync(IReadOnlyList<RecordedCommit> commits, CancellationToken cancellation);

    Task AppendAsync(IReadOnlyList<RecordedState> states, CancellationToken cancellation);

    Task CompleteAsync(CancellationToken cancellation);
}

/// <summary>A commit with the number of its event.</summary>
public sealed record RecordedCommit(long Seq, Commit Commit);

/// <summary>The state of a grain, and when it was written.</summary>
public sealed record RecordedState(StateKey Key, StoredState State, Instant At);

public readonly record struct StoreSize(long Events, long States);
