using Inventory.Domain.Webhooks;
using Inventory.Storage;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>What the database itself sees to.</summary>
public sealed class PostgresGuardTests(PostgresFixture postgres)
{
    private static readonly Guid Van = Guid.NewGuid();
    private static readonly Guid Bus = Guid.NewGuid();

    [Fact]
    public async Task An_overlap_that_passed_the_fence_is_refused_alone_and_cried_out_about()
    {
        var log = new PostgresLogger();
        await using var store = await OpenAsync(await postgres.NewStoreAsync(), log);
        var taken = A.Allocation(2);
        await Task.WhenAll(store.CommitAsync(A.Created(Van)), store.CommitAsync(A.Created(Bus, "bus", ordinal: 2)), store.CommitAsync(A.Allocated(Van, taken)));
        var chain = new CommitChain();
        var overlap = A.Allocated(Van, A.Allocation(3) with { Interval = taken.Interval }) with { Chain = chain };
        var answers = await Task.WhenAll(
            store.CommitAsync(A.Allocated(Bus, 2)), store.CommitAsync(overlap), store.CommitAsync(A.Allocated(Van, 4) with { Chain = chain }), store.CommitAsync(A.Allocated(Bus, 3)));
        Assert.Equal([CommitStatus.Committed, CommitStatus.VersionConflict, CommitStatus.VersionConflict, CommitStatus.Committed], answers);
        Assert.Contains(Van.ToString(), Assert.Single(log.Of(LogLevel.Error)), StringComparison.Ordinal);
        Assert.Equal(taken, Assert.Single((await store.LoadResourceAsync(Van, default))!.Allocations));
    }

    [Fact]
    public async Task Times_that_are_exchanged_in_one_batch_are_not_in_each_other_s_way()
    {
        var log = new PostgresLogger();
        await using var store = await OpenAsync(await postgres.NewStoreAsync(), log);
        var (first, second, hold) = (A.Allocation(2), A.Allocation(3), A.Hold(4));
        await Task.WhenAll(new[] { A.Created(Van), A.Allocated(Van, first), A.Allocated(Van, second), A.Allocated(Van, hold) }.Select(store.CommitAsync));
        Commit[] commits =
        [
            A.Updated(Van, first with { Interval = A.Hour(50), Version = 5 }), A.Updated(Van, second with { Interval = first.Interval, Version = 6 }),
            A.Updated(Van, first with { Interval = second.Interval, Version = 7 }),
            // A hold that is over, and who comes after it.
            A.Expired(Van, 8, hold.Id), A.Allocated(Van, A.Allocation(9) with { Interval = hold.Interval }),
        ];
        Assert.All(await Task.WhenAll(commits.Select(store.CommitAsync)), answer => Assert.Equal(CommitStatus.Committed, answer));
        Assert.Empty(log.Of(LogLevel.Error));
        Assert.Equal(3, (await store.LoadResourceAsync(Van, default))!.Allocations.Count);
    }

    [Fact]
    public async Task No_question_reads_a_whole_table()
    {
        var database = await postgres.NewStoreAsync();
        await using (var empty = await OpenAsync(database))
            await AskAsync(empty, Enumerable.Range(2, 50));
        var before = await ScansAsync(database);
        await using (var store = await OpenAsync(database))
            await AskAsync(store, Enumerable.Range(52, 3_000));
        Assert.Equal(before, await ScansAsync(database));
    }

    [Fact]
    public async Task The_allocations_of_a_deleted_resource_are_taken_away_in_pieces()
    {
        var database = await postgres.NewStoreAsync();
        await using (var store = await OpenAsync(database))
        {
            await Task.WhenAll(Enumerable.Range(2, 2_500).Select(version => A.Allocated(Van, version)).Prepend(A.Created(Van)).Append(A.Deleted(Van, 2_502)).Select(store.CommitAsync));
            Assert.Null(await store.LoadResourceAsync(Van, default));
        }
        // What one process left undone the next one does; the end lets it finish a piece.
        for (var left = 3; left > 0 && await PostgresQuery.ReadAsync(database, "SELECT id FROM inventory.resource WHERE NOT is_cleared") is [_]; left--)
            await (await OpenAsync(database)).DisposeAsync();
        Assert.Equal(["0"], await PostgresQuery.ReadAsync(database, "SELECT count(*) FROM inventory.allocation"));
        Assert.Equal(["true"], await PostgresQuery.ReadAsync(database, "SELECT is_cleared::text FROM inventory.resource"));
    }

    [Fact]
    public async Task Keys_that_any_resource_could_meet_are_cleared_away_when_they_are_old()
    {
        var database = await postgres.NewStoreAsync();
        await using var store = await OpenAsync(database);
        await store.CommitAsync(A.Created(Van));
        for (var day = 0; day < 5; day++)
            await store.CommitAsync(A.Allocated(Van, day + 2).Stamped(A.Moment.After(TimeSpan.FromDays(12 * day)), new(PoolRequestKey.Of($"{day}"), 1)));
        Assert.Equal(["any\n2", "any\n3", "any\n4"], await PostgresQuery.ReadAsync(database, "SELECT request_key FROM inventory.pool_request ORDER BY at"));
    }

    [Fact]
    public async Task A_read_and_a_commit_that_failed_leave_nothing_behind_on_their_connections()
    {
        var database = await postgres.NewStoreAsync();
        var options = new PostgresStoreOptions { ConnectionString = database, ReadConnections = 1, WriteConnections = 1 };
        await using var store = await PostgresStore.OpenAsync(options, new StoreClock(), NullLogger<PostgresStore>.Instance);
        await store.CommitAsync(A.Created(Van));
        await PostgresQuery.RunAsync(database, "ALTER TABLE inventory.allocation RENAME TO elsewhere");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.LoadResourceAsync(Van, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(A.Allocated(Van, 2)));
        await PostgresQuery.RunAsync(database, "ALTER TABLE inventory.elsewhere RENAME TO allocation");
        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Allocated(Van, 2)));
        Assert.Equal(2, (await store.LoadResourceAsync(Van, default))!.Version);
        Assert.Equal(["0"], await PostgresQuery.ReadAsync(database, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"));
    }

    private static async Task AskAsync(PostgresStore store, IEnumerable<int> versions)
    {
        await store.CommitAsync(A.Created(Van) with { Key = new("k", 1) });
        await Task.WhenAll(versions.Select(version => store.CommitAsync(A.Allocated(Van, A.Hold(version)) with { Key = new(PoolRequestKey.Of($"{version}"), 1) })));
        for (var i = 0; i < 10; i++)
        {
            await store.LoadResourceAsync(Van, default);
            await store.LoadRegistryAsync("Car", default);
            await store.LoadBusyIntervalsAsync("Car", default);
            await store.FindPoolRequestAsync("Car", PoolRequestKey.Of("2"), default);
            await store.ReadHistoryAsync(Van, 5, 10, default);
            await store.ReadEventsAsync(await store.FindLastSeqAsync(default) - 1, 10, default);
        }
    }

    private static Task<List<string?>> ScansAsync(string database) => PostgresQuery.ReadAsync(
        database, "SELECT relname || ' ' || seq_scan FROM pg_stat_user_tables WHERE schemaname = 'inventory' AND relname <> 'store' ORDER BY 1");

    private static Task<PostgresStore> OpenAsync(string database, ILogger<PostgresStore>? log = null) =>
        PostgresStore.OpenAsync(new() { ConnectionString = database }, new StoreClock(), log ?? NullLogger<PostgresStore>.Instance);
}
