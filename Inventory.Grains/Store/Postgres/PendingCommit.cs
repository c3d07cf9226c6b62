namespace Inventory.Store.Postgres;

/// <summary>A commit that waits for its batch. Who awaits it goes on elsewhere: the writer has the next batch to do.</summary>
internal sealed class PendingCommit(Commit commit) : TaskCompletionSource<CommitStatus>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Commit Commit => commit;

    /// <summary>It changes the resource itself, so that names come and go.</summary>
    public bool IsOfResource => commit.Change is Domain.Change.ResourceCreated or Domain.Change.ResourceUpdated or Domain.Change.ResourceDeleted;

    /// <summary>Ends it, and with it those of its chain that come behind it.</summary>
    public void Refuse()
    {
        commit.Chain.Break();
        SetResult(CommitStatus.Fenced);
    }

    /// <inheritdoc cref="Refuse"/>
    public void Fail(Exception fault)
    {
        commit.Chain.Break();
        SetException(new StoreUnavailableException($"The commit failed: {fault.Message}", fault));
    }
}
