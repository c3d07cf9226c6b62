namespace Inventory.Store.Postgres;

/// <summary>Commits that are sent together: one round trip, one transaction, each judged on its own.</summary>
internal sealed class CommitBatch
{
    public List<PendingCommit> Commits { get; } = [];
}
