using System.Collections.Concurrent;
using Inventory.Domain.Resources;
using Inventory.Storage;

namespace Inventory.Tests.Grains;

/// <summary>Passes everything on, and counts how often a grain has asked for its state: once for each of its lives, if nothing goes wrong.</summary>
public sealed class WatchedStore(IStore store) : IStore
{
    private readonly ConcurrentDictionary<string, int> _loads = new();
    private int _eventsRead;

    /// <summary>Of histories.</summary>
    public int EventsRead => _eventsRead;

    /// <param name="key">The id of a resource, or the name of a type.</param>
    public int LoadsOf(string key) => _loads.GetValueOrDefault(key);

    public Task<CommitStatus> CommitAsync(IReadOnlyList<Commit> whole) => store.CommitAsync(whole);

    public Task<StoredResource?> LoadResourceAsync(Guid id, CancellationToken cancellation)
    {
        Count(id.ToString());
        return store.LoadResourceAsync(id, cancellation);
    }

    public Task<IReadOnlyList<IdempotencyRecord>> LoadAnswersOfDeletedAsync(Guid id, CancellationToken cancellation) => store.LoadAnswersOfDeletedAsync(id, cancellation);

    public Task<StoredRegistry> LoadRegistryAsync(string type, CancellationToken cancellation)
    {
        Count(type);
        return store.LoadRegistryAsync(type, cancellation);
    }

    public Task<PoolIdempotencyRecord?> FindPoolRequestAsync(string type, string key, CancellationToken cancellation) => store.FindPoolRequestAsync(type, key, cancellation);

    public Task<Guid?> FindLateAllocationAsync(string type, Guid allocation, CancellationToken cancellation) => store.FindLateAllocationAsync(type, allocation, cancellation);

    public Task<StoredBusyIntervals> LoadBusyIntervalsAsync(string type, CancellationToken cancellation) => store.LoadBusyIntervalsAsync(type, cancellation);

    public long LastSeq => store.LastSeq;

    public ValueTask<long> FindLastSeqAsync(CancellationToken cancellation) => store.FindLastSeqAsync(cancellation);

    public Task<long> FindArchivedSeqAsync(CancellationToken cancellation) => store.FindArchivedSeqAsync(cancellation);

    public Task<IReadOnlyList<ArchivedResource>> ListArchivedResourcesOfAsync(Guid user, CancellationToken cancellation) => store.ListArchivedResourcesOfAsync(user, cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation) =>
        store.ReadEventsAsync(afterSeq, limit, cancellation);

    public Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation) => store.WaitForEventsAsync(afterSeq, cancellation);

    public async Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        var events = await store.ReadHistoryAsync(resource, afterVersion, limit, cancellation);
        Interlocked.Add(ref _eventsRead, events.Count);
        return events;
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation) =>
        store.ReadEventsOfAsync(user, afterSeq, limit, cancellation);

    public Task<IReadOnlyList<Guid>> ListResourceIdsAsync(Guid? after, int limit, CancellationToken cancellation) => store.ListResourceIdsAsync(after, limit, cancellation);

    public Task CheckAsync(CancellationToken cancellation) => store.CheckAsync(cancellation);

    private void Count(string key) => _loads.AddOrUpdate(key, 1, static (_, count) => count + 1);
}
