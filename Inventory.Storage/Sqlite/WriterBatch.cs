namespace Inventory.Storage.Sqlite;

/// <summary>What the writer does next: writes for one transaction, and reads, which may have to wait for several.</summary>
internal sealed class WriterBatch
{
    public List<PendingWrite> Writes { get; } = [];

    public List<PendingRead> Reads { get; } = [];

    /// <summary>Something of it was accepted.</summary>
    public bool HasWritten => Writes.Exists(pending => pending.Decision == CommitStatus.Committed);

    /// <summary>Whether there is anything to write, for itself or for a read.</summary>
    public bool NeedsTransaction(WriterSession session) => Writes.Count > 0 || Reads.Exists(read => Waits(read, session));

    /// <summary>Somebody asks whether the store works.</summary>
    public bool HasCheck => Reads.Exists(read => read.Resource is null);

    /// <summary>Judges each of them and writes those that pass.</summary>
    public void Decide(WriterSession session)
    {
        foreach (var pending in Writes)
            pending.Decide(session);
    }

    /// <summary>Brings into the tables what reads wait for, some events at most.</summary>
    /// <returns>How many more it may be.</returns>
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
            pending.SetResult(pending.Decision);
        Writes.Clear();
        Reads.RemoveAll(read => !Waits(read, session) && read.TrySetResult());
    }

    /// <summary>The outcome of these commits is unknown: the fault may have come after they reached the disk.</summary>
    public void Fail(Exception fault)
    {
        foreach (var pending in Writes)
            pending.Fail(new StoreUnavailableException($"The commit failed: {fault.Message}", fault));
        Writes.Clear();
        foreach (var read in Reads)
            read.SetException(new StoreUnavailableException($"The store cannot be read: {fault.Message}", fault));
        Reads.Clear();
    }

    // The row of a deleted resource says so at once: nobody waits until its allocations are gone.
    private static bool Waits(PendingRead read, WriterSession session) =>
        read.Resource is { } resource && session.Projection.Find(resource) is { Next.Step: not TableStep.DeleteAll };
}
