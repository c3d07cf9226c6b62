using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Storage;
using Inventory.Storage.Sqlite;

namespace Inventory.Tests.Storage.Sqlite;

/// <summary>What is in the file, for people and for the next start.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private static readonly Guid Van = Guid.Parse("01960000-0000-7000-8000-00000000000a");
    private static readonly Guid Booking = Guid.Parse("01960000-0000-7000-8000-00000000000b");

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_closed_store_is_one_file_with_everything_in_its_tables()
    {
        await using (var store = await _directory.OpenAsync())
            await FillAsync(store, 500);
        Assert.False(File.Exists(_directory.Wal));
        Assert.Equal(["500"], _directory.Query("SELECT count(*) FROM allocation"));
        Assert.Equal(["501"], _directory.Query("SELECT seq FROM projection"));
        Assert.Equal(["501"], _directory.Query("SELECT version FROM resource"));
        Assert.Equal(["64", "128", "192", "256", "320", "384", "448"], _directory.Query("SELECT seq FROM resource_event ORDER BY version"));
        Assert.Equal(["ok"], _directory.Query("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task The_events_of_users_are_in_a_table_of_their_own_also_from_an_older_version_and_after_a_crash()
    {
        var (user, other) = (Guid.NewGuid(), Guid.NewGuid());
        var own = A.Hold(2) with { Owner = user };
        await using (var store = await _directory.OpenAsync())
            foreach (var commit in new[]
            {
                A.Created(Van), A.Allocated(Van, own) with { Actor = Caller.ActorOf(user) }, A.Allocated(Van, 3) with { Actor = Caller.ActorOf(user) },
                A.Allocated(Van, A.Allocation(4) with { Owner = user }) with { Actor = Caller.ActorOf(other) }, A.Expired(Van, 5, own.Id, user), A.Allocated(Van, 6) with { Actor = "key:1" },
            })
                await store.CommitAsync(commit);
        AreFollowed();
        string[] since = ["booking", "overrides", "stage", "units", "requester", "check_in_from_us", "check_in_until_us", "is_released_on_miss", "checked_in_us", "checked_out_us", "series", "recurrence_id", "accept_seconds", "is_for_type", "whole", "whole_allocation", "binding", "moved"];
        _directory.Query("DROP INDEX event_late; DROP INDEX allocation_late; DROP TABLE archive; DROP TABLE archived_event; DROP TABLE archived_user_event; DROP VIEW events; DROP VIEW resources; DROP VIEW allocations; ALTER TABLE event DROP COLUMN hash; ALTER TABLE event DROP COLUMN policy; ALTER TABLE resource DROP COLUMN policy; "
            + "ALTER TABLE resource DROP COLUMN units; ALTER TABLE event DROP COLUMN parts; ALTER TABLE resource DROP COLUMN parts; " + string.Concat(since.Select(column => $"ALTER TABLE event DROP COLUMN {column}; ALTER TABLE allocation DROP COLUMN {column}; "))
            + "DROP TABLE user_event; DROP TABLE user_projection; PRAGMA user_version = 3");
        await using (await _directory.OpenAsync())
            AreFollowed();
        _directory.Query("DELETE FROM user_event WHERE seq > 3; UPDATE user_projection SET seq = 3");
        await using (var store = await _directory.OpenAsync())
        {
            Assert.Equal([2L, 3, 4, 5], (await store.ReadEventsOfAsync(user, 0, 9, default)).Select(e => e.Seq));
            await store.CommitAsync(A.Allocated(Van, 7));
        }
        Assert.Equal(["7"], _directory.Query("SELECT seq FROM user_projection"));
        Assert.Equal(["2", "3", "4", "5"], _directory.Query($"SELECT seq FROM user_event WHERE user_id = '{user}' ORDER BY seq"));

        void AreFollowed()
        {
            Assert.Equal(["2", "3", "4", "5"], _directory.Query($"SELECT seq FROM user_event WHERE user_id = '{user}' ORDER BY seq"));
            Assert.Equal(["4"], _directory.Query($"SELECT seq FROM user_event WHERE user_id = '{other}'"));
            Assert.Equal(["6"], _directory.Query("SELECT seq FROM user_projection"));
        }
    }

    [Fact]
    public async Task A_store_without_work_brings_its_tables_up_to_date()
    {
        var clock = new ManualClock();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFilled = false;
        var options = new SqliteStoreOptions
        {
            DataDirectory = _directory.Path,
            OnFailPoint = (step, _) =>
            {
                if (step == FailPoint.CheckpointDone && isFilled)
                    done.TrySetResult();
            },
        };
        await using var store = await SqliteFile.OpenAsync(options, clock);
        await FillAsync(store, 5_000);
        isFilled = true;
        Assert.Equal(["0"], _directory.Query("SELECT count(*) FROM allocation"));
        // The first ring only sees that events have come since it was set.
        await clock.RingAsync();
        await store.CheckAsync(default);
        await clock.RingAsync();
        await done.Task;
        Assert.Equal(["5000"], _directory.Query("SELECT count(*) FROM allocation"));
        Assert.Equal(["5001"], _directory.Query("SELECT seq FROM projection"));
    }

    [Fact]
    public async Task A_deleted_resource_s_allocations_go_and_its_row_stays()
    {
        await using (var store = await SqliteFile.OpenAsync(new SqliteStoreOptions { DataDirectory = _directory.Path, MaxBacklog = 100 }))
        {
            await FillAsync(store, 9_000);
            Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Deleted(Van, 9_002)));
            Assert.Null(await store.LoadResourceAsync(Van, default));
        }
        Assert.Equal(["0"], _directory.Query("SELECT count(*) FROM allocation"));
        Assert.Equal(["9002"], _directory.Query("SELECT version FROM resource WHERE deleted_us IS NOT NULL"));
        Assert.Equal(["0"], _directory.Query("SELECT count(*) FROM resources"));
    }

    [Fact]
    public async Task People_read_times_and_names()
    {
        await using (var store = await _directory.OpenAsync())
        {
            await store.CommitAsync(A.Created(Van) with { Actor = "ann" });
            var interval = new Interval(new(-1), Instant.PlusInfinity);
            await store.CommitAsync(A.Allocated(Van, A.Allocation(2, Booking) with { Interval = interval }));
        }
        Assert.Equal(["1969-12-31T23:59:59.999999Z"], _directory.Query("SELECT \"from\" FROM allocations"));
        Assert.Equal([null], _directory.Query("SELECT \"to\" FROM allocations"));
        Assert.Equal(["van 1"], _directory.Query($"SELECT resource_name FROM allocations WHERE id = '{Booking}'"));
        Assert.Equal(["2026-03-01T08:00:00.000000Z"], _directory.Query("SELECT created FROM resources"));
        Assert.Equal(["resource-created ann", "allocated -"], _directory.Query("SELECT kind || ' ' || ifnull(actor, '-') FROM events"));
    }

    [Fact]
    public async Task A_read_can_be_cancelled()
    {
        await using var store = await _directory.OpenAsync();
        await FillAsync(store, 10);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.LoadResourceAsync(Van, new(canceled: true)));
        Assert.NotNull(await store.LoadResourceAsync(Van, default));
    }

    [Fact]
    public async Task Reads_make_way_for_a_wal_that_grew_too_long()
    {
        var options = new SqliteStoreOptions { DataDirectory = _directory.Path, CheckpointPages = 8, MaxWalPages = 16, MaxBacklog = 0 };
        await using var store = await SqliteFile.OpenAsync(options);
        await FillAsync(store, 1);
        using var stop = new CancellationTokenSource();
        var reads = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await store.LoadResourceAsync(Van, default);
        })).ToList();
        for (var version = 3; version < 300; version++)
            await store.CommitAsync(A.Allocated(Van, version));
        await stop.CancelAsync();
        await Task.WhenAll(reads);
        // Were the WAL never begun again, it would have more than 1,000 pages of 4,120 bytes. How much less it has depends on how long reads
        // last.
        Assert.InRange(new FileInfo(_directory.Wal).Length, 1, 700 * 4_120);
    }

    [Fact]
    public async Task A_thousand_who_wait_are_woken_by_one_commit()
    {
        await using var store = await _directory.OpenAsync();
        var waiting = Enumerable.Range(0, 1_000).Select(_ => store.WaitForEventsAsync(0, default)).ToList();
        await store.CommitAsync(A.Created(Van));
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Keys_that_hold_across_a_type_are_cleared_away_when_they_are_old()
    {
        await using (var store = await _directory.OpenAsync())
        {
            await FillAsync(store, 0);
            for (var version = 2; version < 102; version++)
                await store.CommitAsync(A.Allocated(Van, version).Stamped(A.Moment.After(TimeSpan.FromMinutes(version / 20)), new(PoolRequestKey.Of($"{version}"), 1)));
            for (var version = 102; version < 142; version++)
                await store.CommitAsync(A.Allocated(Van, version).Stamped(A.Moment.After(TimeSpan.FromHours(30)), new(PoolRequestKey.Of($"{version}"), 1)));
            Assert.Equal(["140"], _directory.Query("SELECT count(*) FROM pool_request"));
            for (var version = 142; version < 182; version++)
                await store.CommitAsync(A.Allocated(Van, version).Stamped(A.Moment.After(TimeSpan.FromHours(42)), new(PoolRequestKey.Of($"{version}"), 1)));
        }
        Assert.Equal(["100"], _directory.Query("SELECT count(*) FROM pool_request"));
        Assert.Equal(["181"], _directory.Query("SELECT max(seq) FROM event"));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task FillAsync(SqliteStore store, int allocations)
    {
        await store.CommitAsync(A.Created(Van));
        await Task.WhenAll(Enumerable.Range(2, allocations).Select(version => store.CommitAsync(A.Allocated(Van, version))));
    }
}
