using Inventory.Storage.States;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Inventory.Storage.Sqlite;

/// <summary>For one process. A commit appends an event; the tables follow, and a read waits until they have its resource's events.</summary>
public sealed class SqliteStore : IStore, IStateStore, IAsyncDisposable
{
    private readonly DataDirectory _directory;
    private readonly SqliteWriter _writer;
    private readonly ReaderPool _readers;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _retention;

    private SqliteStore(DataDirectory directory, SqliteWriter writer, ReaderPool readers, TimeProvider clock, TimeSpan retention)
    {
        _directory = directory;
        _writer = writer;
        _readers = readers;
        _clock = clock;
        _retention = retention;
    }

    private Instant Since => new(_clock.Now().Microseconds - (long)_retention.TotalMicroseconds);

    /// <summary>As in <c>3.53.3</c>.</summary>
    public static string EngineVersion => new SqliteConnection().ServerVersion;

    /// <summary>Opens or creates the file and brings its tables up to date.</summary>
    /// <exception cref="StoreOpenException">The directory or the file cannot be used. The message says why and what to do.</exception>
    public static async Task<SqliteStore> OpenAsync(SqliteStoreOptions options, TimeProvider clock, ILogger logger)
    {
        options.Validate();
        var directory = DataDirectory.Open(options.DataDirectory);
        try
        {
            var session = await Task.Run(() => Startup.Open(directory.Database, options, logger));
            var gate = new ReadGate();
            var writer = new SqliteWriter(directory.Database, session, gate, options, clock, logger);
            return new(directory, writer, new(directory.Database, options.ReadConnections, gate), clock, options.IdempotencyRetention);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public Task<CommitStatus> CommitAsync(Commit commit) => CommitAsync([commit]);

    public Task<CommitStatus> CommitAsync(IReadOnlyList<Commit> whole)
    {
        whole.ThrowIfInconsistent();
        return _writer.CommitAsync(whole);
    }

    public async Task<StoredResource?> LoadResourceAsync(Guid id, CancellationToken cancellation)
    {
        await CatchUpAsync(id, cancellation);
        return await CheckedAsync(id, _readers.ReadAsync(reader => reader.Resource(id, Since, cancellation), cancellation));
    }

    public async Task<IReadOnlyList<IdempotencyRecord>> LoadAnswersOfDeletedAsync(Guid id, CancellationToken cancellation) =>
        await CheckedAsync(id, _readers.ReadAsync(reader => reader.AnswersOfDeleted(id, Since, cancellation), cancellation));

    public Task<StoredRegistry> LoadRegistryAsync(string type, CancellationToken cancellation) =>
        _readers.ReadAsync(reader => reader.Registry(type, Since, cancellation), cancellation);

    public Task<PoolIdempotencyRecord?> FindPoolRequestAsync(string type, string key, CancellationToken cancellation) => PoolRequestKey.IsOne(key)
        ? _readers.ReadAsync(reader => reader.Answers.OfType(type, key, Since, _clock.Now()), cancellation)
        : throw new ArgumentException($"'{key}' is not a {nameof(PoolRequestKey)}.", nameof(key));

    public Task<Guid?> FindLateAllocationAsync(string type, Guid allocation, CancellationToken cancellation) =>
        _readers.ReadAsync(reader => reader.LateAllocation(type, allocation, cancellation), cancellation);

    public async Task<IReadOnlyList<Guid>> ListResourceIdsAsync(Guid? after, int limit, CancellationToken cancellation) =>
        await _readers.ReadAsync(reader => reader.ResourceIds(after, limit, cancellation), cancellation);

    public Task<StoredBusyIntervals> LoadBusyIntervalsAsync(string type, CancellationToken cancellation) =>
        _readers.ReadAsync(reader => reader.BusyIntervals(type, cancellation), cancellation);

    public long LastSeq => _writer.Events.LastSeq;

    public ValueTask<long> FindLastSeqAsync(CancellationToken cancellation) => new(LastSeq);

    public Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation) => _writer.Events.WaitAsync(afterSeq, cancellation);

    public Task<long> FindArchivedSeqAsync(CancellationToken cancellation) => _readers.ReadAsync(static reader => reader.Events.Chain.ArchivedSeq, cancellation);

    public async Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await _readers.ReadAsync(reader => reader.Events.Page(afterSeq, limit, cancellation), cancellation);
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await CatchUpAsync(resource, cancellation);
        return await CheckedAsync(resource, _readers.ReadPageAsync(reader => reader.Events.History(resource, afterVersion, limit, cancellation), cancellation));
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await _readers.ReadPageAsync(reader => reader.Events.Of(user, afterSeq, limit, cancellation), cancellation);
    }

    public async Task<IReadOnlyList<ArchivedResource>> ListArchivedResourcesOfAsync(Guid user, CancellationToken cancellation) =>
        await _readers.ReadAsync(reader => reader.Events.ArchivedOf(user, cancellation), cancellation);

    public Task<CommitStatus> CommitStateAsync(StateCommit commit)
    {
        commit.ThrowIfInconsistent();
        return _writer.CommitStateAsync(commit);
    }

    public Task<StoredState?> LoadStateAsync(StateKey key, CancellationToken cancellation) =>
        _readers.ReadAsync(reader => reader.States.Read(key), cancellation);

    public async Task CheckAsync(CancellationToken cancellation)
    {
        await _writer.CatchUpAsync(null).WaitAsync(cancellation);
        await _readers.ReadAsync(reader => reader.Resource(Guid.Empty, Since, cancellation), cancellation);
    }

    /// <summary>Completes all waiting work, leaves one file without a WAL, and frees the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.EndAsync();
        await _readers.DisposeAsync();
        _writer.Dispose();
        _directory.Dispose();
    }

    // What cannot be read is damaged as well.
    private static async Task<T> CheckedAsync<T>(Guid resource, Task<T> read)
    {
        try
        {
            return await read;
        }
        catch (StoreUnavailableException e) when (EventRow.IsUnreadable(e.InnerException) || e.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT })
        {
            throw new ResourceDamagedException(resource, null, e.Message, e);
        }
    }

    private Task CatchUpAsync(Guid resource, CancellationToken cancellation) =>
        _writer.IsSettled ? Task.CompletedTask : _writer.CatchUpAsync(resource).WaitAsync(cancellation);
}
