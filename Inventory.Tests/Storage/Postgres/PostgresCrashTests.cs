using Inventory.Storage;
using Inventory.Storage.Postgres;
using Inventory.Tests.Domain;
using Microsoft.Extensions.Logging;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>The server goes away in the middle of the work, and comes back.</summary>
public sealed class PostgresCrashTests(PostgresCrashTests.OwnServer own) : IClassFixture<PostgresCrashTests.OwnServer>, IAsyncLifetime
{
    private readonly PostgresLogger _log = new();
    private readonly Guid[] _ids = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];
    private readonly PostgresServer _server = own.Server;
    private string _database = null!;

    public async ValueTask InitializeAsync() => _database = await _server.NewDatabaseAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(UnixSignal.Kill), InlineData(UnixSignal.Quit), InlineData(UnixSignal.Interrupt)]
    public async Task What_was_acknowledged_outlives_a_server_that_is_ended_by(UnixSignal signal)
    {
        var seed = Seed.Next();
        await using var one = await OpenAsync(TimeSpan.FromSeconds(20));
        await using var other = await OpenAsync(TimeSpan.FromSeconds(20));
        await CreateAsync(one);
        var racers = _ids.SelectMany((id, i) => new[] { new RacingResource(id, one, seed + i), new RacingResource(id, other, seed - i - 1) }).ToList();
        for (var round = 0; round < TestSettings.Trials(1); round++)
        {
            var isBack = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var running = racers.Select(racer => Task.Run(() => racer.RunAsync(300, () => isBack.Task))).ToList();
            // In the middle of it: others are answered meanwhile.
            await one.WaitForEventsAsync(await one.FindLastSeqAsync(default), default);
            _server.Signal(signal);
            await _server.Ended;
            await _server.StartAgainAsync();
            isBack.SetResult();
            await Task.WhenAll(running);
            foreach (var id in _ids)
                await BruteForce.CheckAsync(one, id, racers.SelectMany(racer => racer.Acknowledged));
        }
        Assert.True(racers.Sum(racer => racer.Unknown) > 0, "Nobody noticed.");
        Assert.DoesNotContain(_log.Of(LogLevel.Error), text => text.Contains("overlaps", StringComparison.Ordinal));
        await other.CheckAsync(default);
    }

    [Fact]
    public async Task A_frozen_server_fails_commits_in_time_and_goes_on_when_it_thaws()
    {
        await using var store = await OpenAsync(TimeSpan.FromSeconds(1));
        await CreateAsync(store);
        await store.CommitAsync(A.Allocated(_ids[0], 2));
        SignalAll(UnixSignal.Stop);
        try
        {
            var (first, behind) = (store.CommitAsync(A.Allocated(_ids[0], 3)), store.CommitAsync(A.Allocated(_ids[1], 2)));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => first.WaitAsync(TimeSpan.FromSeconds(60)));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => behind.WaitAsync(TimeSpan.FromSeconds(60)));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.LoadResourceAsync(_ids[0], default).WaitAsync(TimeSpan.FromSeconds(60)));
        }
        finally
        {
            SignalAll(UnixSignal.Continue);
        }
        await UntilItAnswersAsync(store);
        // Whether the one that nobody knows of was done is for the fence to say: it is one or the other.
        var next = (await store.LoadResourceAsync(_ids[0], default))!.Version + 1;
        var status = await store.CommitAsync(A.Allocated(_ids[0], next));
        var after = (await store.LoadResourceAsync(_ids[0], default))!;
        Assert.Equal(after.Version - 1, after.Allocations.Count);
        Assert.InRange(after.Version, status == CommitStatus.Committed ? next : 3, 4);
        Assert.Single(_log.Of(LogLevel.Error));
        Assert.Contains(_log.Of(LogLevel.Information), text => text.Contains("written again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_waits_for_a_server_that_is_not_there_yet()
    {
        _server.Signal(UnixSignal.Interrupt);
        await _server.Ended;
        var starting = OpenAsync(TimeSpan.FromSeconds(60));
        await _server.StartAgainAsync();
        await using var store = await starting;
        await CreateAsync(store);
    }

    /// <summary>To the server and all its processes.</summary>
    private void SignalAll(UnixSignal signal)
    {
        var children = File.ReadAllText($"/proc/{_server.Id}/task/{_server.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
        Assert.All(children.Prepend(_server.Id), process => Assert.True(UnixSignals.Send(process, signal)));
    }

    /// <summary>A server that has just thawed may need longer for its first answer than a store with little patience waits.</summary>
    private static Task UntilItAnswersAsync(PostgresStore store) => Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                await store.CheckAsync(default);
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        },
        () => "The server does not answer.");

    private Task<CommitStatus[]> CreateAsync(PostgresStore store) => Task.WhenAll(_ids.Select((id, i) => store.CommitAsync(A.Created(id, $"car {i}", ordinal: i + 1))));

    private Task<PostgresStore> OpenAsync(TimeSpan patience) =>
        PostgresStore.OpenAsync(new() { ConnectionString = _database, Timeout = patience }, TimeProvider.System, _log);

    /// <summary>One server for all of these tests, each of which ends it and starts it again, with a database of its own.</summary>
    public sealed class OwnServer : IAsyncLifetime
    {
        private PostgresServer? _server;

        /// <summary>Without PostgreSQL the test that asks for it is skipped.</summary>
        public PostgresServer Server
        {
            get
            {
                PostgresTests.SkipIfMissing();
                return _server!;
            }
        }

        // A commit survives the end of the server's processes without fsync: the system has it.
        public async ValueTask InitializeAsync() => _server = PostgresBinaries.Missing is null ? await PostgresServer.StartTemporaryAsync("fsync=off") : null;

        public async ValueTask DisposeAsync()
        {
            if (_server is not null)
                await _server.DisposeAsync();
        }
    }
}
