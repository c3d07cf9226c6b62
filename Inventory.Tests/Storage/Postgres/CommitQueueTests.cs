using Inventory.Storage;
using Inventory.Storage.Postgres;

namespace Inventory.Tests.Storage.Postgres;

public sealed class CommitQueueTests : IDisposable
{
    private readonly CommitQueue _queue = new(maxBatch: 1_000, maxWaiting: 1_000, maxBatches: 2);
    private readonly StoreMetrics _metrics = new(TimeProvider.System, () => 0);

    [Fact]
    public void The_first_is_taken_at_once_and_those_that_come_meanwhile_together()
    {
        Assert.True(Add());
        var batch = new CommitBatch();
        Assert.True(_queue.TryTake(batch));
        Assert.Single(batch.Commits);
        for (var i = 1; i < CommitQueue.MinQueueForParallelBatch; i++)
            Assert.False(Add());
        Assert.True(_queue.TryTake(batch));
        Assert.Equal(CommitQueue.MinQueueForParallelBatch - 1, batch.Commits.Count);
        Assert.False(_queue.TryTake(batch));
    }

    [Fact]
    public void When_many_wait_another_batch_is_sent_beside_the_first_and_no_third()
    {
        var (first, second) = (new CommitBatch(), new CommitBatch());
        Add();
        _queue.TryTake(first);
        for (var i = 1; i < CommitQueue.MinQueueForParallelBatch; i++)
            Assert.False(Add());
        Assert.True(Add());
        Assert.True(_queue.TryTake(second));
        Assert.Equal(CommitQueue.MinQueueForParallelBatch, second.Commits.Count);
        for (var i = 0; i <= CommitQueue.MinQueueForParallelBatch; i++)
            Assert.False(Add());
    }

    [Fact]
    public void Of_two_takers_one_leaves_a_few_to_the_other_and_nothing_is_left()
    {
        var (first, second) = (new CommitBatch(), new CommitBatch());
        Add();
        _queue.TryTake(first);
        for (var i = 0; i < CommitQueue.MinQueueForParallelBatch; i++)
            Add();
        _queue.TryTake(second);
        Add();
        Assert.False(_queue.TryTake(second));
        Assert.True(_queue.TryTake(first));
        Assert.Single(first.Commits);
        Assert.False(_queue.TryTake(first));
        Assert.True(Add());
    }

    public void Dispose() => _metrics.Dispose();

    private bool Add()
    {
        Assert.True(_queue.TryAdd(new PendingCommit([A.Allocated(Guid.NewGuid(), 1)], _metrics), out var needsTaker));
        return needsTaker;
    }
}
