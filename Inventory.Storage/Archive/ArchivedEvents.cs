namespace Inventory.Storage.Archive;

/// <summary>The events of a store together with those that were moved to its archive, as if none had been.</summary>
public sealed class ArchivedEvents(IEventReader store, EventArchive archive) : IEventReader
{
    public long LastSeq => store.LastSeq;

    public ValueTask<long> FindLastSeqAsync(CancellationToken cancellation) => store.FindLastSeqAsync(cancellation);

    public Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation) => store.WaitForEventsAsync(afterSeq, cancellation);

    public Task<IReadOnlyList<ArchivedResource>> ListArchivedResourcesOfAsync(Guid user, CancellationToken cancellation) => store.ListArchivedResourcesOfAsync(user, cancellation);

    /// <summary>Above 0 if the archive is older than the last time that events were moved.</summary>
    public async Task<long> FindArchivedSeqAsync(CancellationToken cancellation)
    {
        var archived = await store.FindArchivedSeqAsync(cancellation);
        return archived > 0 && await archive.FindLastSeqAsync(cancellation) < archived ? archived : 0;
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation) =>
        ReadAsync(archive.ReadEventsAsync, store.ReadEventsAsync, afterSeq, limit, cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation) => ReadAsync(
        (after, count, cancel) => archive.ReadEventsOfAsync(user, after, count, cancel), (after, count, cancel) => store.ReadEventsOfAsync(user, after, count, cancel),
        afterSeq, limit, cancellation);

    public async Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadHistoryAsync(resource, afterVersion, limit, cancellation);
        }
        catch (EventsArchivedException archived)
        {
            afterVersion = Math.Max(0, afterVersion);
            var wanted = (int)Math.Min(limit, archived.Version - afterVersion);
            var old = await archive.ReadHistoryAsync(resource, afterVersion, wanted, cancellation);
            // The archive may be older than the last time that events were moved.
            if (old.Count < wanted)
                throw;
            return old.Count == limit ? old : [.. old, .. await store.ReadHistoryAsync(resource, archived.Version, limit - old.Count, cancellation)];
        }
    }

    // What the archive has, it has of all resources: the store goes on after it.
    private async Task<IReadOnlyList<RecordedEvent>> ReadAsync(
        Func<long, int, CancellationToken, Task<IReadOnlyList<RecordedEvent>>> readArchive, Func<long, int, CancellationToken, Task<IReadOnlyList<RecordedEvent>>> readStore,
        long afterSeq, int limit, CancellationToken cancellation)
    {
        if (afterSeq >= await store.FindArchivedSeqAsync(cancellation) || await archive.FindLastSeqAsync(cancellation) is var last && afterSeq >= last)
            return await readStore(afterSeq, limit, cancellation);
        var old = await readArchive(afterSeq, limit, cancellation);
        return old.Count == limit ? old : [.. old, .. await readStore(last, limit - old.Count, cancellation)];
    }
}
