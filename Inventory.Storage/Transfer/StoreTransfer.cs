namespace Inventory.Storage.Transfer;

/// <summary>Copies all of a store, as it is at one moment, to a new store of the same or of the other kind. Events keep their numbers.</summary>
public static class StoreTransfer
{
    private const int Batch = 4_096;

    /// <param name="source">May be in use.</param>
    /// <param name="archive">That of the source, if the copy shall have the events of both. A copy from file to file may do without; others need it if there is one.</param>
    /// <param name="target">Must not exist, or be empty. If the copy fails, it is as before.</param>
    /// <param name="progress">Gets the share that is copied, from 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreOpenException">One of them cannot be used.</exception>
    /// <exception cref="ResourceDamagedException">An event of the source does not check. A copy from file to file copies damage, too.</exception>
    public static async Task<StoreSize> RunAsync(StoreAddress source, StoreAddress? archive, StoreAddress target, Action<double> progress, CancellationToken cancellation)
    {
        if (archive is null && !source.IsPostgres && !target.IsPostgres)
        {
            await Task.Run(() => source.CopyFileTo(target, progress, cancellation), cancellation);
            await using var copy = await target.OpenSnapshotAsync(cancellation);
            return await copy.CountAsync(0, cancellation);
        }
        await using var from = await JoinedSnapshot.OpenAsync(source, archive, cancellation);
        await using var to = await target.CreateAsync(cancellation);
        var size = await from.CountAsync(0, cancellation);
        var (done, all) = (0L, Math.Max(1, size.Events + size.States));
        await foreach (var batch in from.ReadCommitsAsync(cancellation).Chunk(Batch).WithCancellation(cancellation))
        {
            await to.AppendAsync(batch, cancellation);
            progress((double)(done += batch.Length) / all);
        }
        await foreach (var batch in from.ReadStatesAsync(cancellation).Chunk(Batch).WithCancellation(cancellation))
        {
            await to.AppendAsync(batch, cancellation);
            progress((double)(done += batch.Length) / all);
        }
        if (done != size.Events + size.States)
            throw new StoreOpenException($"Only {done} of {size.Events + size.States} events and states of {source.Text} can be read. Check it with: inventory verify");
        await to.CompleteAsync(cancellation);
        return size;
    }
}
