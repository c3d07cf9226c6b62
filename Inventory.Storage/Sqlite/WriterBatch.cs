namespace Inventory.Storage.Sqlite;

/// <summary>Writes for one transaction, and reads, which may wait for several.</summary>
internal sealed class WriterBatch
{
    public List<PendingWrite> Writes { get; } = [];

    public List<PendingRead> Reads { get; } = [];

    public bool HasWritten => Writes.Exists(pending => pending.Decision == CommitStatus.Committed);

    public bool NeedsTransaction(WriterSession session) => Writes.Count > 0 || Reads.Exists(read => Waits(read, session));

    /// <summary>Somebody checks whether the store works.</summary>
    public bool HasCheck => Reads.Exists(read => read.Resource is null);

    public void Decide(WriterSession session)
    {
        foreach (var pending in Writes)
            pending.Decide(session);
    }

    /// <summary>Applies up to the budget what reads wait for, and returns the rest of the budget.</summary>
    public int Project(WriterSession session, int budget)
    {
        foreach (var read in Reads)
        {
            if (budget > 0 && Waits(read, session))
                budget -= session.Projection.Apply(read.Resource!.Value, budget);
        }
        return budget;
    }

    public void Complete(WriterSession session)
    {
        foreach (var pending in Writes)
            pending.Complete();
        Writes.Clear();
        Reads.RemoveAll(read => !Waits(read, session) && read.TrySetResult());
    }

    /// <summary>The outcome of the commits is unknown: they may have reached the disk before the fault.</summary>
    public void Fail(Exception fault)
    {
        foreach (var pending in Writes)
            pending.Fail(new StoreUnavailableException($"The commit failed: {fault.Message}", fault));
        Writes.Clear();
        foreach (var read in Reads)
            read.SetException(new StoreUnavailableException($"The store cannot be read: {fault.Message}", fault));
        Reads.Clear();
    }

    // The row of a deleted resource is final at once: no read waits until its allocations are gone.
    private static bool Waits(PendingRead read, WriterSession session) =>
        read.Resource is { } resource && session.Projection.Find(resource) is { Next.Step: not TableStep.DeleteAll };
}
