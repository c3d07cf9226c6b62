using Inventory.Storage.Archive;

namespace Inventory.Storage.Transfer;

/// <summary>
/// Moves the old events of a store to a file, its archive, which grows with each run. The state of the store stays, and the last event of each resource. Events
/// are taken away only after the archive was read from its first event to its last and has every one of them, so that a run may end at any moment: the next one
/// goes on.
/// </summary>
public static class EventArchiver
{
    /// <summary>Events stay at least so long: answers to requests that are sent again are read from them.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromDays(31);

    private const int Batch = 4_096;

    /// <param name="store">PostgreSQL may be in use. A data directory may, too, until its events are taken away.</param>
    /// <param name="path">The archive; made if there is none.</param>
    /// <param name="before">Events go that were decided before this moment, if all before them were.</param>
    /// <param name="progress">Gets the share that is copied, from 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreOpenException">One of them cannot be used, or it is the archive of another store.</exception>
    /// <exception cref="ResourceDamagedException">An event does not check.</exception>
    public static async Task<ArchiveReport> RunAsync(StoreAddress store, string path, Instant before, Action<double> progress, CancellationToken cancellation)
    {
        if (!store.IsPostgres && !store.IsDirectory)
            throw new StoreOpenException($"{store.Text} is a file that no service uses. Name a data directory or a database.");
        var archive = StoreAddress.OfFile(path);
        var (end, added) = await CopyAsync(store, archive, before, progress, cancellation);
        if (end == 0)
            return new(0, 0, 0);
        await CheckAsync(store, archive, end, cancellation);
        try
        {
            var dropped = await store.DropEventsAsync(end, cancellation);
            await using var whole = await archive.OpenSnapshotAsync(cancellation);
            return new(added, dropped, (await whole.CountAsync(0, cancellation)).Events);
        }
        catch (StoreOpenException e)
        {
            throw new StoreOpenException($"The old events are in {archive.Text} now, and still in the store, too. {e.Message} Then run this command again.", e);
        }
    }

    /// <returns>The last event that goes, or 0 if none does, and how many the archive did not have.</returns>
    private static async Task<(long End, long Added)> CopyAsync(StoreAddress store, StoreAddress archive, Instant before, Action<double> progress, CancellationToken cancellation)
    {
        await using var snapshot = await store.OpenSnapshotAsync(cancellation);
        var (archived, end) = (await snapshot.FindArchivedSeqAsync(cancellation), await snapshot.FindLastBeforeAsync(before, cancellation));
        var last = File.Exists(archive.Text) ? await EventArchive.Open(archive.Text).FindLastSeqAsync(cancellation) : 0;
        if (last < archived)
            throw new StoreOpenException($"The first events of {store.Text} are in another archive than {archive.Text}. Name that file, so that one archive has all of them.");
        if (end <= last)
            return (Math.Max(end, archived), 0);
        var added = 0L;
        await using var target = SqliteTarget.Create(NewFile.Replacing(archive.Text));
        try
        {
            await foreach (var batch in snapshot.ReadCommitsAsync(cancellation).SkipWhile(commit => commit.Seq <= last).TakeWhile(commit => commit.Seq <= end).Chunk(Batch).WithCancellation(cancellation))
            {
                await target.AppendAsync(batch, cancellation);
                added += batch.Length;
                progress((double)(batch[^1].Seq - last) / (end - last));
            }
        }
        catch (InvalidDataException e)
        {
            throw OfAnother(store, archive, e);
        }
        if (added > 0)
            await target.CompleteAsync(cancellation);
        return (added > 0 ? end : archived, added);
    }

    /// <summary>Reads both, event by event.</summary>
    private static async Task CheckAsync(StoreAddress store, StoreAddress archive, long end, CancellationToken cancellation)
    {
        await using var kept = await store.OpenSnapshotAsync(cancellation);
        await using var old = await archive.OpenSnapshotAsync(cancellation);
        await using var archived = old.ReadCommitsAsync(cancellation).GetAsyncEnumerator(cancellation);
        await foreach (var commit in kept.ReadCommitsAsync(cancellation).TakeWhile(commit => commit.Seq <= end).WithCancellation(cancellation))
        {
            while (await archived.MoveNextAsync() && archived.Current.Seq < commit.Seq)
            {
            }
            if (archived.Current is not { } found || found.Seq != commit.Seq || EventHash.OfContent(found.Commit) != EventHash.OfContent(commit.Commit))
                throw OfAnother(store, archive, null);
        }
        // What comes after them has to check, too.
        while (await archived.MoveNextAsync())
        {
        }
    }

    private static StoreOpenException OfAnother(StoreAddress store, StoreAddress archive, Exception? inner) =>
        new($"{archive.Text} is not the archive of {store.Text}: it has other events. Nothing was taken away. Name another file.", inner!);
}

/// <summary>What a run did, in events. <paramref name="InArchive"/> counts all that are in the archive, 0 if nothing was old enough.</summary>
public sealed record ArchiveReport(long Added, long Dropped, long InArchive);
