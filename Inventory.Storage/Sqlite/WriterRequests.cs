using Inventory.Storage.States;

namespace Inventory.Storage.Sqlite;

/// <summary>Continuations run elsewhere, because the writer must go on with the next batch.</summary>
internal abstract class PendingWrite(StoreMetrics metrics) : TaskCompletionSource<CommitStatus>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly StoreMetrics.MeasuredCommit _measured = metrics.Measure();

    /// <summary>Made in the transaction that is still open.</summary>
    public CommitStatus Decision { get; protected set; }

    public abstract void Decide(WriterSession session);

    public void Complete()
    {
        _measured.Complete(Decision);
        SetResult(Decision);
    }

    public virtual void Fail(StoreUnavailableException fault)
    {
        _measured.Fail();
        SetException(fault);
    }
}

/// <summary>Consecutive commits of one resource, or of several: all or none.</summary>
internal sealed class PendingCommit(IReadOnlyList<Commit> whole, StoreMetrics metrics) : PendingWrite(metrics)
{
    // Made by the caller's thread, because all commits wait for the writer's.
    private readonly UInt128[] _contents = [.. whole.Select(EventHash.OfContent)];
    private readonly Commit[] _others = whole.FirstOfOthers();

    // All fences come before the first change, because an appended event cannot be taken back.
    public override void Decide(WriterSession session)
    {
        Decision = Array.TrueForAll(_others, session.Admits) && session.TryAppend(whole[0], _contents[0]) ? CommitStatus.Committed : CommitStatus.VersionConflict;
        if (Decision != CommitStatus.Committed)
            whole.BreakChains();
        for (var i = 1; i < whole.Count && Decision == CommitStatus.Committed; i++)
            session.Append(whole[i], _contents[i]);
    }

    public override void Fail(StoreUnavailableException fault)
    {
        whole.BreakChains();
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
