using Microsoft.Extensions.Logging;
using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>For any number of processes. A unique key is the fence: of all processes, only one makes a given version.</summary>
public sealed class PostgresStore : IStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _writing;
    private readonly NpgsqlDataSource _reading;
    private readonly EventSignal _events = new();
    private readonly PostgresWriter _writer;
    private readonly Database _database;
    private readonly SemaphoreSlim _pages;
    private readonly EventPoller _poller;
    private readonly DeletedAllocations _deleted;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _retention;

    private PostgresStore(PostgresStoreOptions options, TimeProvider clock, ILogger logger)
    {
        _writing = Connections.OpenForWriting(options);
        _reading = Connections.Open(options, options.ReadConnections, "Inventory, reading");
        _database = new(_reading);
        _pages = ReadShare.Of(options.ReadConnections);
        _deleted = new(_database);
        _writer = new(options, clock, new(_writing, _events, _deleted, new(logger)));
        _poller = new(_database, _events, options, clock);
        _clock = clock;
        _retention = options.IdempotencyRetention;
    }

    private Instant Since => new(_clock.Now().Microseconds - (long)_retention.TotalMicroseconds);

    /// <summary>Waits for the database if necessary, and migrates its schema.</summary>
    /// <exception cref="StoreOpenException">The database cannot be reached or used. The message says why and what to do.</exception>
    public static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options, TimeProvider clock, ILogger<PostgresStore> logger, CancellationToken cancellation = default)
    {
        var store = await OpenAsync(options, clock, logger, Schema.MigrateAsync, cancellation);
        store._deleted.Clear();
        return store;
    }

    /// <summary>For reading: changes nothing, and migrates nothing.</summary>
    /// <exception cref="StoreOpenException">The database cannot be reached, or is not a store of this version.</exception>
    public static Task<PostgresStore> OpenUnchangedAsync(PostgresStoreOptions options, TimeProvider clock, ILogger<PostgresStore> logger, CancellationToken cancellation) =>
        OpenAsync(options, clock, logger, Schema.RequireCurrentAsync, cancellation);

    private static async Task<PostgresStore> OpenAsync(
        PostgresStoreOptions options, TimeProvider clock, ILogger logger, Func<NpgsqlConnection, CancellationToken, Task> prepare, CancellationToken cancellation)
    {
        options.Validate();
        await Startup.RunAsync(options, clock, logger, prepare, cancellation);
        var store = new PostgresStore(options, clock, logger);
        try
        {
            store._events.Advance((await store._database.ReadFeedEndAsync(cancellation)).Seq);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public Task<CommitStatus> CommitAsync(Commit commit) => CommitAsync([commit]);

    public Task<CommitStatus> CommitAsync(IReadOnlyList<Commit> whole)
    {
        whole.ThrowIfInconsistent();
        return _writer.CommitAsync(whole);
    }

    public Task<IReadOnlyList<IdempotencyRecord>> LoadAnswersOfDeletedAsync(Guid id, CancellationToken cancellation) =>
        CheckedAsync(id, _database.LoadAnswersOfDeletedAsync(id, Since, cancellation));

    public Task<StoredResource?> LoadResourceAsync(Guid id, CancellationToken cancellation) => CheckedAsync(id, _database.LoadResourceAsync(id, Since, cancellation));

    public Task<StoredRegistry> LoadRegistryAsync(string type, CancellationToken cancellation) => _database.LoadRegistryAsync(type, Since, cancellation);

    public Task<PoolIdempotencyRecord?> FindPoolRequestAsync(string type, string key, CancellationToken cancellation) => PoolRequestKey.IsOne(key)
        ? _database.FindPoolRequestAsync(type, key, Since, cancellation)
        : throw new ArgumentException($"'{key}' is not a {nameof(PoolRequestKey)}.", nameof(key));

    public Task<Guid?> FindLateAllocationAsync(string type, Guid allocation, CancellationToken cancellation) => _database.FindLateAllocationAsync(type, allocation, cancellation);

    public Task<IReadOnlyList<Guid>> ListResourceIdsAsync(Guid? after, int limit, CancellationToken cancellation) => _database.ListResourceIdsAsync(after, limit, cancellation);

    public Task<StoredBusyIntervals> LoadBusyIntervalsAsync(string type, CancellationToken cancellation) => _database.LoadBusyIntervalsAsync(type, cancellation);

    public long LastSeq => _poller.LastSeq;

    public ValueTask<long> FindLastSeqAsync(CancellationToken cancellation) => new(_poller.FindLastSeqAsync(cancellation));

    public Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation) => _poller.WaitAsync(afterSeq, cancellation);

    public Task<long> FindArchivedSeqAsync(CancellationToken cancellation) => _database.FindArchivedSeqAsync(cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _poller.ReadAsync(afterSeq, limit, cancellation);
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await CheckedAsync(resource, _pages.ReadAsync(() => _database.ReadHistoryAsync(resource, afterVersion, limit, cancellation), cancellation));
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await _pages.ReadAsync(() => _database.ReadEventsOfAsync(user, afterSeq, limit, cancellation), cancellation);
    }

    public Task<IReadOnlyList<ArchivedResource>> ListArchivedResourcesOfAsync(Guid user, CancellationToken cancellation) => _database.ListArchivedResourcesOfAsync(user, cancellation);

    public Task CheckAsync(CancellationToken cancellation) => _database.CheckAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _deleted.EndAsync();
        _events.Close();
        _poller.End();
        await _writing.DisposeAsync();
        await _reading.DisposeAsync();
    }

    // What cannot be read is damaged as well.
    private static async Task<T> CheckedAsync<T>(Guid resource, Task<T> read)
    {
        try
        {
            return await read;
        }
        catch (Exception e) when (EventRow.IsUnreadable(e) || EventRow.IsUnreadable(e.InnerException)
            || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted })
        {
            throw new ResourceDamagedException(resource, null, e.Message, e);
        }
    }
}
