using Inventory.Storage;
using Inventory.Storage.States;

namespace Inventory.Tests.Storage;

/// <summary>States in memory that keep the same promises, and break them on command.</summary>
public sealed class MemoryStateStore : IStateStore
{
    private readonly Dictionary<StateKey, StoredState> _states = [];
    private readonly Dictionary<string, int> _loads = [];
    private readonly object _gate = new();
    private int _failBefore;
    private int _failAfter;
    private int _spare;
    private TaskCompletionSource _arrived = NewSignal();
    private TaskCompletionSource? _release;

    /// <summary>While true, every call throws <see cref="StoreUnavailableException"/> and nothing is written.</summary>
    public bool IsDown { get; set; }

    /// <summary>Asked for each commit whether it fails, and is not written.</summary>
    public Func<StateKey, bool>? OnCommit { get; set; }

    /// <summary>How often grains with this key have asked for a state: once for each of their lives, if nothing goes wrong.</summary>
    public int LoadsOf(string key)
    {
        lock (_gate)
            return _loads.GetValueOrDefault(key);
    }

    /// <summary>The records that are not cleared.</summary>
    public IReadOnlyDictionary<StateKey, StoredState> Records
    {
        get
        {
            lock (_gate)
                return _states.Where(state => state.Value.Json is not null).ToDictionary();
        }
    }

    /// <summary>The next commits throw, and are not written.</summary>
    public void FailBeforeWrite(int commits = 1) => Interlocked.Exchange(ref _failBefore, commits);

    /// <summary>The next commits are written if the fence admits them, and throw all the same: the answer was lost.</summary>
    public void FailAfterWrite(int commits = 1) => Interlocked.Exchange(ref _failAfter, commits);

    /// <summary>So many commits go well before the next that fails on command.</summary>
    public void Spare(int commits) => _spare = commits;

    /// <summary>Commits from now on wait for <see cref="Release"/>.</summary>
    public void Hold() => (_arrived, _release) = (NewSignal(), NewSignal());

    /// <summary>Completes when a commit waits.</summary>
    public Task UntilHeldAsync() => _arrived.Task;

    /// <summary>Lets all go, and holds no more.</summary>
    public void Release() => Interlocked.Exchange(ref _release, null)?.SetResult();

    public Task<StoredState?> LoadStateAsync(StateKey key, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _loads[key.Key] = _loads.GetValueOrDefault(key.Key) + 1;
            return IsDown ? Task.FromException<StoredState?>(Down()) : Task.FromResult(_states.GetValueOrDefault(key));
        }
    }

    public async Task<CommitStatus> CommitStateAsync(StateCommit commit)
    {
        commit.ThrowIfInconsistent();
        if (_release is { } release)
        {
            _arrived.TrySetResult();
            await release.Task;
        }
        lock (_gate)
        {
            var isSpared = _spare > 0;
            _spare -= isSpared ? 1 : 0;
            if (IsDown || (!isSpared && Counts(ref _failBefore)) || OnCommit?.Invoke(commit.Key) == true)
                throw Down();
            var isNext = commit.Version == (_states.GetValueOrDefault(commit.Key)?.Version ?? 0) + 1;
            if (isNext)
                _states[commit.Key] = new(commit.Version, commit.Json);
            if (!isSpared && Counts(ref _failAfter))
                throw Down();
            return isNext ? CommitStatus.Committed : CommitStatus.VersionConflict;
        }
    }

    private static bool Counts(ref int rest) => rest > 0 && Interlocked.Decrement(ref rest) >= 0;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static StoreUnavailableException Down() => new("The states in memory fail on command.");
}
