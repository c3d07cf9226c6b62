using Inventory.Domain.Time;
using Inventory.Storage.States;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>
/// The store in a PostgreSQL database, for any number of processes at once. Commits that wait are sent together; the fence is a unique key, so that of all
/// processes one makes each version.
/// </summary>
public sealed class PostgresStore : IStore, IStateStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _writing;
    private readonly NpgsqlDataSource _reading;
    private readonly EventSignal _events = new();
    private readonly PostgresWriter _writer;
    private readonly Database _database;
    private readonly EventPoller _follower;
    private readonly NpgsqlDataSource _stating;
    private readonly StateTable _states;
    private readonly DeletedAllocations _deleted;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _keyLife;

    private PostgresStore(PostgresStoreOptions options, TimeProvider clock, ILogger logger)
    {
        _writing = Connections.OpenForWriting(options);
        _reading = Connections.Open(options, options.ReadConnections, "Inventory, reading");
        _database = new(_reading);
        _stating = Connections.Open(options, options.StateConnections, "Inventory, states");
        _states = new(_stating);
        _deleted = new(_database);
        _writer = new(options, new(_writing, _events, _deleted, new(logger)));
        _follower = new(_database, _events, options, clock);
        _clock = clock;
        _keyLife = options.IdempotencyRetention;
    }

    // What happened by then is forgotten.
    private Instant Since => new(_clock.Now().Microseconds - (long)_keyLife.TotalMicroseconds);

    /// <summary>Reaches the database, waiting for it if need be, and brings its schema up to date.</summary>
    /// <exception cref="StoreOpenException">The database cannot be reached or used. The message says why and what to do.</exception>
    public static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options, TimeProvider clock, ILogger<PostgresStore> logger, CancellationToken cancellation = default)
    {
        options.Validate();
        await Startup.RunAsync(options, clock, logger, cancellation);
        var store = new PostgresStore(options, clock, logger);
        try
        {
            store._events.Advance((await store._database.ReadFeedEndAsync(cancellation)).Seq);
            store._deleted.Clear();
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public Task<CommitStatus> CommitAsync(Commit commit)
    {
        commit.ThrowIfInconsistent();
        return _writer.CommitAsync(commit);
    }

    public Task<StoredResource?> LoadResourceAsync(Guid id, CancellationToken cancellation) => _database.LoadResourceAsync(id, Since, cancellation);

    public Task<StoredRegistry> LoadRegistryAsync(string type, CancellationToken cancellation) => _database.LoadRegisterAsync(type, Since, cancellation);

    public Task<PoolIdempotencyRecord?> FindPoolRequestAsync(string type, string key, CancellationToken cancellation) => PoolRequestKey.IsOne(key)
        ? _database.FindAnswerAsync(type, key, Since, cancellation)
        : throw new ArgumentException($"'{key}' is not a {nameof(PoolRequestKey)}.", nameof(key));

    public Task<StoredBusyIntervals> LoadBusyIntervalsAsync(string type, CancellationToken cancellation) => _database.LoadBusyTimesAsync(type, cancellation);

    /// <inheritdoc/>
    /// <remarks>Of what other processes commit, it is known within <see cref="PostgresStoreOptions.LookEvery"/>, or so, while somebody asks or waits.</remarks>
    public long LastSeq => _follower.LastSeq;

    public ValueTask<long> FindLastSeqAsync(CancellationToken cancellation) => new(_follower.FindLastSeqAsync(cancellation));

    public Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation) => _follower.WaitAsync(afterSeq, cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _follower.ReadAsync(afterSeq, limit, cancellation);
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await _database.ReadHistoryAsync(resource, afterVersion, limit, cancellation);
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await _database.ReadEventsOfAsync(user, afterSeq, limit, cancellation);
    }

    public Task<StoredState?> LoadStateAsync(StateKey key, CancellationToken cancellation) => _states.LoadAsync(key, cancellation);

    public Task<CommitStatus> CommitStateAsync(StateCommit commit) => _states.CommitAsync(commit);

    public Task CheckAsync(CancellationToken cancellation) => _database.CheckAsync(cancellation);

    /// <summary>Finishes what waits, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.EndAsync();
        await _deleted.EndAsync();
        _events.Close();
        _follower.End();
        await _writing.DisposeAsync();
        await _reading.DisposeAsync();
        await _stating.DisposeAsync();
    }
}
