using Inventory.Storage.States;

namespace Inventory.Storage.Sqlite;

/// <summary>Continuations run elsewhere, because the writer must go on with the next batch.</summary>
internal abstract class PendingWrite(StoreMetrics metrics) : TaskCompletionSource<CommitStatus>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly long _begin = metrics.Now;

    /// <summary>Made in the transaction that is still open.</summary>
    public CommitStatus Decision { get; protected set; }

    public abstract void Decide(WriterSession session);

    public void Complete()
    {
        metrics.Complete(_begin, Decision);
        SetResult(Decision);
    }

    public virtual void Fail(StoreUnavailableException fault)
    {
        metrics.Fail(_begin);
        SetException(fault);
    }
}

internal sealed class PendingCommit(Commit commit, StoreMetrics metrics) : PendingWrite(metrics)
{
    // Made by the caller's thread, because all commits wait for the writer's.
    private readonly UInt128 _content = EventHash.OfContent(commit);

    public override void Decide(WriterSession session) => Decision = session.Append(commit, _content);

    public override void Fail(StoreUnavailableException fault)
    {
        commit.Chain.Break();
        base.Fail(fault);
    }
}

internal sealed class PendingState(StateCommit commit, StoreMetrics metrics) : PendingWrite(metrics)
{
    public override void Decide(WriterSession session) => Decision = session.States.Write(commit);
}

/// <summary>Waits until the tables have the resource's commits; without a resource, for a sign of life, which after a fault is a write.</summary>
internal sealed class PendingRead(Guid? resource) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Guid? Resource => resource;
}
