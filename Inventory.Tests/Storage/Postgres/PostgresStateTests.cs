using Inventory.Domain.Webhooks;
using Inventory.Tests.Cluster;
using Npgsql;
using Orleans.Storage;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>Orleans' ADO.NET provider on our script, as the silos use it.</summary>
public sealed class PostgresStateTests(PostgresFixture postgres) : StateStoreContract
{
    private string _database = null!;
    private ClusterProviders? _providers;

    protected override async Task<IGrainStorage> OpenAsync() => (_providers = await ClusterProviders.StartAsync(_database = await postgres.NewDatabaseAsync())).States;

    public override async ValueTask DisposeAsync()
    {
        if (_providers is not null)
            await _providers.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task People_read_records_as_they_are()
    {
        await WriteAsync(new(), "Änne");
        Assert.Equal(["inventory user/ann state 1 Änne"], await PostgresQuery.ReadAsync(
            _database, "SELECT concat_ws(' ', service_id, grain_id, name, version, state->>'payload') FROM grain_state WHERE changed_at > now() - interval '1 hour'"));
    }

    [Fact]
    public async Task Another_process_sees_what_was_written_and_is_refused_what_was_decided_before()
    {
        var state = await WriteAsync(new(), "1");
        await using var other = await ClusterProviders.StartAsync(_database);
        var seen = new GrainState<DeliveryState>();
        await other.States.ReadStateAsync("state", Ann, seen);
        Assert.Equal(("1", "1"), (seen.ETag, seen.State!.Payload));
        await other.States.WriteStateAsync("state", Ann, seen);
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(state, "2"));
    }

    [Theory]
    [InlineData(UnixSignal.Kill), InlineData(UnixSignal.Interrupt)]
    public async Task A_server_that_ends_loses_nothing_and_what_is_unknown_was_written_or_was_not(UnixSignal signal)
    {
        PostgresTests.SkipIfMissing();
        await using var server = await PostgresServer.StartTemporaryAsync("fsync=off");
        await using var providers = await ClusterProviders.StartAsync(await server.NewDatabaseAsync());
        using var isUnderWay = new CountdownEvent(4);
        var writers = Enumerable.Range(0, 4).Select(i => Task.Run(() => WriteUntilItFailsAsync(providers.States, GrainId.Create("user", $"{i}"), isUnderWay))).ToList();
        isUnderWay.Wait();
        server.Signal(signal);
        await server.Ended;
        var acknowledged = await Task.WhenAll(writers);
        await server.StartAgainAsync();
        foreach (var (i, last) in acknowledged.Index())
        {
            var state = await ReadAgainAsync(providers.States, GrainId.Create("user", $"{i}"));
            Assert.InRange(int.Parse(state.ETag!, null), last, last + 1);
            Assert.Equal(state.ETag, state.State!.Payload);
            await providers.States.WriteStateAsync("state", GrainId.Create("user", $"{i}"), state);
        }
    }

    /// <returns>The last version that was acknowledged.</returns>
    private static async Task<int> WriteUntilItFailsAsync(IGrainStorage storage, GrainId grain, CountdownEvent isUnderWay)
    {
        var state = new GrainState<DeliveryState>();
        for (var version = 1; ; version++)
        {
            state.State = new() { Payload = $"{version}" };
            try
            {
                await storage.WriteStateAsync("state", grain, state);
            }
            catch (NpgsqlException)
            {
                return version - 1;
            }
            if (version == 20)
                isUnderWay.Signal();
        }
    }

    /// <summary>The connections that the pool still has are of the server that ended: each is found out by its first use.</summary>
    private static async Task<GrainState<DeliveryState>> ReadAgainAsync(IGrainStorage storage, GrainId grain)
    {
        var state = new GrainState<DeliveryState>();
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await storage.ReadStateAsync("state", grain, state = new());
                    return true;
                }
                catch (NpgsqlException)
                {
                    return false;
                }
            },
            () => "The server cannot be read.");
        return state;
    }
}
