using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>
/// A store in memory that keeps the same promises, and breaks them on command. Each handle has its own commands, like its own way to the
/// database; <see cref="Share"/> gives another handle to the same data, for a second silo.
/// </summary>
public sealed class MemoryStore : IStore
{
    private readonly MemoryStoreData _data;
    private readonly object _gate = new();
    private readonly Queue<(IReadOnlyList<Commit> Whole, TaskCompletionSource<CommitStatus> Answer)> _held = new();
    private bool _isHolding;
    private int _failBefore;
    private int _failAfter;
    private TaskCompletionSource _heldOne = NewSignal();

    /// <param name="clock">By which it forgets; without one it never does.</param>
    public MemoryStore(TimeProvider? clock = null) : this(new MemoryStoreData(clock)) { }

    private MemoryStore(MemoryStoreData data) => _data = data;

    /// <summary>While true, every call throws <see cref="StoreUnavailableException"/> and nothing is written.</summary>
    public bool IsDown { get; set; }

    /// <summary>Another handle to the same data.</summary>
    public MemoryStore Share() => new(_data);

    /// <summary>From now on this resource does not check.</summary>
    public void Damage(Guid id) => _data.Damage(id);

    /// <summary>The next commits throw, and are not written.</summary>
    public void FailBeforeWrite(int commits = 1) => Interlocked.Exchange(ref _failBefore, commits);

    /// <summary>The next commits are written if the fence admits them, and throw all the same: the answer was lost.</summary>
    public void FailAfterWrite(int commits = 1) => Interlocked.Exchange(ref _failAfter, commits);

    /// <summary>Commits from now on wait for <see cref="Release()"/>.</summary>
    public void Hold()
    {
        lock (_gate)
            _isHolding = true;
    }

    /// <summary>Completes when so many commits wait.</summary>
    public async Task UntilHeldAsync(int commits)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_held.Count >= commits)
                    return;
                next = _heldOne.Task;
            }
            await next;
        }
    }

    /// <summary>Lets the first of those that wait go, in the order they came; later ones still wait.</summary>
    public void Release(int commits)
    {
        for (var i = 0; i < commits; i++)
        {
            (IReadOnlyList<Commit> Whole, TaskCompletionSource<CommitStatus> Answer) next;
            lock (_gate)
                next = _held.Dequeue();
            Answer(next.Whole, next.Answer);
        }
    }

    /// <summary>Lets all go, and holds no more.</summary>
    public void Release()
    {
        lock (_gate)
        {
            while (_held.TryDequeue(out var next))
                Answer(next.Whole, next.Answer);
            _isHolding = false;
        }
    }

    public Task<CommitStatus> CommitAsync(IReadOnlyList<Commit> whole)
    {
        whole.ThrowIfInconsistent();
        var answer = new TaskCompletionSource<CommitStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_isHolding)
            {
                _held.Enqueue((whole, answer));
                _heldOne.SetResult();
                _heldOne = NewSignal();
            }
            else
            {
                Answer(whole, answer);
            }
        }
        return answer.Task;
    }

    public Task<StoredResource?> LoadResourceAsync(Guid id, CancellationToken cancellation) =>
        IsDown ? Task.FromException<StoredResource?>(Down())
        : _data.IsDamaged(id) ? Task.FromException<StoredResource?>(new ResourceDamagedException(id, 1, "it was damaged on command."))
        : Task.FromResult(_data.Load(id));

    public Task<IReadOnlyList<IdempotencyRecord>> LoadAnswersOfDeletedAsync(Guid id, CancellationToken cancellation) =>
        IsDown ? Task.FromException<IReadOnlyList<IdempotencyRecord>>(Down()) : Task.FromResult<IReadOnlyList<IdempotencyRecord>>(_data.LoadAnswersOfDeleted(id));

    public Task<StoredRegistry> LoadRegistryAsync(string type, CancellationToken cancellation) =>
        IsDown ? Task.FromException<StoredRegistry>(Down()) : Task.FromResult(_data.LoadRegister(type));

    public Task<PoolIdempotencyRecord?> FindPoolRequestAsync(string type, string key, CancellationToken cancellation) =>
        !PoolRequestKey.IsOne(key) ? throw new ArgumentException($"'{key}' is not a {nameof(PoolRequestKey)}.", nameof(key))
        : IsDown ? Task.FromException<PoolIdempotencyRecord?>(Down()) : Task.FromResult(_data.FindAnswer(type, key));

    public async Task<Guid?> FindLateAllocationAsync(string type, Guid allocation, CancellationToken cancellation) =>
        (await Events(e => e.ResourceType == type && MemoryStoreData.Put(e.Change) is { Extras.Binding: not LateBinding.None } late && late.Id == allocation, int.MaxValue)) is [.., var last] ? last.ResourceId : null;

    public Task<StoredBusyIntervals> LoadBusyIntervalsAsync(string type, CancellationToken cancellation) =>
        IsDown ? Task.FromException<StoredBusyIntervals>(Down()) : Task.FromResult(_data.LoadBusyTimes(type));

    public long LastSeq => _data.LastSeq;

    public ValueTask<long> FindLastSeqAsync(CancellationToken cancellation) => new(LastSeq);

    /// <summary>It has no archive.</summary>
    public Task<long> FindArchivedSeqAsync(CancellationToken cancellation) => Task.FromResult(0L);

    public Task<IReadOnlyList<ArchivedResource>> ListArchivedResourcesOfAsync(Guid user, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ArchivedResource>>([]);

    public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation) => Events(e => e.Seq > afterSeq, limit);

    public Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation) =>
        Events(e => e.ResourceId == resource && e.Version > afterVersion, limit);

    public Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation) => Events(
        e => e.Seq > afterSeq && (e.Actor == Caller.ActorOf(user) || MemoryStoreData.Put(e.Change)?.Owner == user), limit);

    public Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation) => _data.WaitForEventsAsync(afterSeq, cancellation);

    public Task<IReadOnlyList<Guid>> ListResourceIdsAsync(Guid? after, int limit, CancellationToken cancellation) =>
        IsDown ? Task.FromException<IReadOnlyList<Guid>>(Down()) : Task.FromResult<IReadOnlyList<Guid>>(_data.Ids(after, limit));

    public Task CheckAsync(CancellationToken cancellation) => IsDown ? Task.FromException(Down()) : Task.CompletedTask;

    private Task<IReadOnlyList<RecordedEvent>> Events(Func<RecordedEvent, bool> isWanted, int limit) =>
        IsDown ? Task.FromException<IReadOnlyList<RecordedEvent>>(Down()) : Task.FromResult<IReadOnlyList<RecordedEvent>>(_data.Events(isWanted, limit));

    private void Answer(IReadOnlyList<Commit> whole, TaskCompletionSource<CommitStatus> answer)
    {
        var status = CommitStatus.VersionConflict;
        var fails = IsDown || Counts(ref _failBefore);
        if (!fails)
        {
            status = whole.Any(commit => commit.Chain.IsBroken) ? CommitStatus.VersionConflict : _data.Commit(whole);
            fails = Counts(ref _failAfter);
        }
        if (fails || status == CommitStatus.VersionConflict)
            foreach (var commit in whole)
                commit.Chain.Break();
        if (fails)
            answer.SetException(Down());
        else
            answer.SetResult(status);
    }

    private static bool Counts(ref int rest) => rest > 0 && Interlocked.Decrement(ref rest) >= 0;

    private static StoreUnavailableException Down() => new("The store in memory fails on command.");

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
