using Inventory.Domain.Resources;

namespace Inventory.Storage.Postgres;

/// <summary>
/// The commits that wait. Several batches may be under way, but those of one resource are never in two of them, and neither are changes of resources themselves:
/// these are judged in the order in which they came, over all resources, as names go from one to the other.
/// </summary>
internal sealed class CommitQueue(int maxBatch, int maxWaiting, int maxBatches)
{
    /// <summary>How far behind the first that waits a batch looks for what it may take.</summary>
    private const int ScanFactor = 4;

    /// <summary>
    /// While a batch is under way, so many have to wait before another is sent beside it. A batch has costs of its own, and those who wait for the next share them.
    /// </summary>
    public const int MinQueueForParallelBatch = 16;

    private readonly Lock _gate = new();
    private readonly LinkedList<PendingCommit> _waiting = [];
    private readonly HashSet<Guid> _taken = [];
    private readonly HashSet<Guid> _passed = [];
    private readonly TaskCompletionSource _isEmpty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommitBatch? _ofResources;
    private int _takers;
    private bool _isClosed;

    /// <summary>False when the queue is closed or full.</summary>
    /// <param name="commit">Is taken after all that came before it.</param>
    /// <param name="needsTaker">Somebody has to begin to take, until nothing is left.</param>
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

    /// <summary>Gives back what the batch had, and fills it again. False when there is nothing to take: the taker ends.</summary>
    public bool TryTake(CommitBatch batch)
    {
        lock (_gate)
        {
            foreach (var done in batch.Commits)
                _taken.Remove(done.Commit.ResourceId);
            batch.Commits.Clear();
            if (_ofResources == batch)
                _ofResources = null;
            if (NeedsBatch(beside: _takers - 1))
                Fill(batch);
            foreach (var mine in batch.Commits)
                _taken.Add(mine.Commit.ResourceId);
            if (batch.Commits.Count > 0)
                return true;
            _takers--;
            NotifyIfEmpty();
            return false;
        }
    }

    /// <summary>Nothing is added any more. Ends when what waits has been taken and is done.</summary>
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
        var looks = ScanFactor * maxBatch;
        for (var next = _waiting.First; next is not null && batch.Commits.Count < maxBatch && looks > 0; looks--)
        {
            var (item, node) = (next.Value, next);
            next = next.Next;
            var id = item.Commit.ResourceId;
            if (_taken.Contains(id) || _passed.Contains(id) || (item.IsOfResource && !mayTakeOfResources))
            {
                // What comes behind it of the same resource has to wait with it, and so has what may want its name.
                _passed.Add(id);
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

/// <summary>Commits that are sent together: one round trip, one transaction, each judged on its own.</summary>
internal sealed class CommitBatch
{
    public List<PendingCommit> Commits { get; } = [];
}

/// <summary>A commit that waits for its batch. Who awaits it goes on elsewhere: the writer has the next batch to do.</summary>
internal sealed class PendingCommit(Commit commit) : TaskCompletionSource<CommitStatus>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Commit Commit => commit;

    /// <summary>It changes the resource itself, so that names come and go.</summary>
    public bool IsOfResource => commit.Change is ResourceEvent.ResourceCreated or ResourceEvent.ResourceUpdated or ResourceEvent.ResourceDeleted;

    /// <summary>Ends it, and with it those of its chain that come behind it.</summary>
    public void Refuse()
    {
        commit.Chain.Break();
        SetResult(CommitStatus.VersionConflict);
    }

    /// <inheritdoc cref="Refuse"/>
    public void Fail(Exception fault)
    {
        commit.Chain.Break();
        SetException(new StoreUnavailableException($"The commit failed: {fault.Message}", fault));
    }
}
