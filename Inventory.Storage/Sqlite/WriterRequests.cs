using Inventory.Storage.States;

namespace Inventory.Storage.Sqlite;

/// <summary>Something to be written that waits for the writer. Who awaits it goes on elsewhere: the writer has the next batch to do.</summary>
internal abstract class PendingWrite() : TaskCompletionSource<CommitStatus>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>What the writer decided in the transaction that is still open.</summary>
    public CommitStatus Decision { get; protected set; }

    /// <summary>Writes it in the open transaction, or refuses it.</summary>
    public abstract void Decide(WriterSession session);

    /// <summary>Its outcome is unknown, or it was turned away.</summary>
    public virtual void Fail(StoreUnavailableException fault) => SetException(fault);
}

/// <summary>A change of a resource.</summary>
internal sealed class PendingCommit(Commit commit) : PendingWrite
{
    public override void Decide(WriterSession session) => Decision = session.Append(commit);

    public override void Fail(StoreUnavailableException fault)
    {
        commit.Chain.Break();
        base.Fail(fault);
    }
}

/// <summary>A change of a grain's state.</summary>
internal sealed class PendingState(StateCommit commit) : PendingWrite
{
    public override void Decide(WriterSession session) => Decision = session.States.Write(commit);
}

/// <summary>
/// A read that waits until the tables have all that was committed of one resource before; or, without one, for a sign of life: after a
/// fault, that is a write.
/// </summary>
internal sealed class PendingRead(Guid? resource) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Guid? Resource => resource;
}
