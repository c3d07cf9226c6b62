namespace Inventory.Store.Sqlite;

/// <summary>A commit that waits for the writer. Who awaits it goes on elsewhere: the writer has the next batch to do.</summary>
internal sealed class PendingCommit(Commit commit) : TaskCompletionSource<CommitStatus>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Commit Commit => commit;

    /// <summary>What the writer decided in the transaction that is still open.</summary>
    public CommitStatus Decision { get; set; }
}

/// <summary>
/// A read that waits until the tables have all that was committed of one resource before; or, without one, for a sign of life: after a
/// fault, that is a write.
/// </summary>
internal sealed class PendingRead(Guid? resource) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Guid? Resource => resource;
}
