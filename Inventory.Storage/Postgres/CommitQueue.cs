namespace Inventory.Storage.Postgres;

/// <summary>
/// Waiting commits. Several batches may be in flight, but only one with commits of a given resource, and only one with changes of resources
/// themselves: those keep their order over all resources, because a name can pass from one to another.
/// </summary>
internal sealed class CommitQueue(int maxBatch, int maxWaiting, int maxBatches)
{
    private const int ScanFactor = 4;

    /// <summary>With fewer waiting commits, it is cheaper to wait and share the cost of the next batch.</summary>
    public const int MinQueueForParallelBatch = 16;

    private readonly Lock _gate = new();
    private readonly LinkedList<PendingCommit> _waiting = [];
    private readonly HashSet<Guid> _taken = [];
    private readonly HashSet<Guid> _passed = [];
    private readonly TaskCompletionSource _isEmpty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommitBatch? _ofResources;
    private int _takers;
    private bool _isClosed;

    /// <summary>The commits that wait.</summary>
    public int Length
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>False when the queue is closed or full. If <paramref name="needsTaker"/>, the caller must start to take batches until none is left.</summary>
    public bool TryAdd(PendingCommit commit, out bool needsTaker)
    {
        lock (_gate)
        {
            needsTaker = false;
            if (_isClosed || _waiting.Count >= maxWaiting)
                return false;
            _waiting.AddLast(commit);
            needsTaker = _takers < maxBatches && NeedsBatch(beside: _takers);
            _takers += needsTaker ? 1 : 0;
            return true;
        }
    }

    /// <summary>Gives back the last batch and fills it again. False when nothing is left: the taker ends.</summary>
    public bool TryTake(CommitBatch batch)
    {
        lock (_gate)
        {
            foreach (var done in batch.Commits)
                _taken.ExceptWith(done.ResourceIds);
            batch.Commits.Clear();
            if (_ofResources == batch)
                _ofResources = null;
            if (NeedsBatch(beside: _takers - 1))
                Fill(batch);
            foreach (var added in batch.Commits)
                _taken.UnionWith(added.ResourceIds);
            if (batch.Commits.Count > 0)
                return true;
            _takers--;
            NotifyIfEmpty();
            return false;
        }
    }

    /// <summary>Accepts no more commits. Ends when all waiting commits are done.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            NotifyIfEmpty();
        }
        return _isEmpty.Task;
    }

    private bool NeedsBatch(int beside) => beside == 0 || _waiting.Count >= MinQueueForParallelBatch;

    private void Fill(CommitBatch batch)
    {
        _passed.Clear();
        var mayTakeOfResources = _ofResources is null;
        var remaining = ScanFactor * maxBatch;
        for (var next = _waiting.First; next is not null && batch.Commits.Count < maxBatch && remaining > 0; remaining--)
        {
            var (item, node) = (next.Value, next);
            next = next.Next;
            if (item.ResourceIds.Any(id => _taken.Contains(id) || _passed.Contains(id)) || (item.IsOfResource && !mayTakeOfResources))
            {
                // Later commits of the same resource must wait too, and so must commits that may need its name.
                _passed.UnionWith(item.ResourceIds);
                mayTakeOfResources &= !item.IsOfResource;
                continue;
            }
            if (item.IsOfResource)
                _ofResources = batch;
            _waiting.Remove(node);
            batch.Commits.Add(item);
        }
    }

    private void NotifyIfEmpty()
    {
        if (_isClosed && _takers == 0)
            _isEmpty.TrySetResult();
    }
}

/// <summary>Sent in one round trip and one transaction; each commit is judged on its own.</summary>
internal sealed class CommitBatch
{
    public List<PendingCommit> Commits { get; } = [];
}

/// <summary>Consecutive commits of one resource, or of several: all or none. Continuations run elsewhere, because the writer must go on with the next batch.</summary>
internal sealed class PendingCommit(IReadOnlyList<Commit> whole, StoreMetrics metrics) : TaskCompletionSource<CommitStatus>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly StoreMetrics.MeasuredCommit _measured = metrics.Measure();

    public IReadOnlyList<Commit> Whole => whole;

    public IReadOnlyList<Guid> ResourceIds { get; } = [whole[0].ResourceId, .. whole.FirstOfOthers().Select(commit => commit.ResourceId)];

    public bool IsBroken => whole.Any(commit => commit.Chain.IsBroken);

    // Made by the caller's thread, once for all attempts.
    public IReadOnlyList<byte[]> Contents { get; } = [.. whole.Select(RowHash.Content)];

    public bool IsOfResource { get; } = whole.Any(commit => commit.Change is ResourceEvent.ResourceCreated or ResourceEvent.ResourceUpdated or ResourceEvent.ResourceDeleted);

    public void Complete() => Complete(CommitStatus.Committed);

    /// <summary>Later commits of the chains are refused too.</summary>
    public void Refuse()
    {
        whole.BreakChains();
        Complete(CommitStatus.VersionConflict);
    }

    public void Fail(Exception fault)
    {
        whole.BreakChains();
        _measured.Fail();
        SetException(new StoreUnavailableException($"The commit failed: {fault.Message}", fault));
    }

    private void Complete(CommitStatus status)
    {
        _measured.Complete(status);
        SetResult(status);
    }
}
