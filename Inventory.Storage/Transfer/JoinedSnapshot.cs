namespace Inventory.Storage.Transfer;

/// <summary>A store together with its archive, as if no event had been moved. The target of a copy checks that the events of the one follow on those of the other.</summary>
internal sealed class JoinedSnapshot : IStoreSnapshot
{
    private readonly IStoreSnapshot _archive;
    private readonly IStoreSnapshot _store;
    private readonly long _lastSeq;

    private JoinedSnapshot(IStoreSnapshot archive, IStoreSnapshot store, long lastSeq) => (_archive, _store, _lastSeq) = (archive, store, lastSeq);

    /// <param name="store">Whose events may be in an archive.</param>
    /// <param name="archive"><c>null</c> for a store that has all of its events.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreOpenException">One of them cannot be used, or events are missing without the archive.</exception>
    public static async Task<IStoreSnapshot> OpenAsync(StoreAddress store, StoreAddress? archive, CancellationToken cancellation)
    {
        var kept = await store.OpenSnapshotAsync(cancellation);
        IStoreSnapshot? old = null;
        try
        {
            var archived = await kept.FindArchivedSeqAsync(cancellation);
            if (archive is null)
                return archived == 0 ? kept : throw new StoreOpenException($"The first events of {store.Text} are in an archive. Name that file with --archive.");
            old = await archive.OpenSnapshotAsync(cancellation);
            var last = await old.FindLastBeforeAsync(Instant.PlusInfinity, cancellation);
            return last >= archived ? new JoinedSnapshot(old, kept, last) : throw new StoreOpenException($"{archive.Text} ends before the first event of {store.Text}. Name a newer archive.");
        }
        catch
        {
            await kept.DisposeAsync();
            if (old is not null)
                await old.DisposeAsync();
            throw;
        }
    }

    public async Task<StoreSize> CountAsync(long afterSeq, CancellationToken cancellation)
    {
        var (kept, old) = (await _store.CountAsync(Math.Max(afterSeq, _lastSeq), cancellation), await _archive.CountAsync(afterSeq, cancellation));
        return kept with { Events = old.Events + kept.Events };
    }

    public Task<long> FindArchivedSeqAsync(CancellationToken cancellation) => Task.FromResult(0L);

    public async Task<long> FindLastBeforeAsync(Instant moment, CancellationToken cancellation) =>
        await _archive.FindLastBeforeAsync(moment, cancellation) is var old && old < _lastSeq ? old : await _store.FindLastBeforeAsync(moment, cancellation);

    public IAsyncEnumerable<RecordedCommit> ReadCommitsAsync(CancellationToken cancellation) =>
        _archive.ReadCommitsAsync(cancellation).Concat(_store.ReadCommitsAsync(cancellation).Where(commit => commit.Seq > _lastSeq));

    public IAsyncEnumerable<RecordedState> ReadStatesAsync(CancellationToken cancellation) => _store.ReadStatesAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        await _store.DisposeAsync();
    }
}
