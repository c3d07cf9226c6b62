using Inventory.Storage;
using Inventory.Storage.Postgres;
using Inventory.Storage.Sqlite;
using Inventory.Storage.States;
using Inventory.Storage.Transfer;
using Inventory.Tests.Storage.Postgres;
using Inventory.Tests.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using static Inventory.Tests.Storage.Transfer.StoreContents;

namespace Inventory.Tests.Storage.Transfer;

/// <summary>A copy tells what its original tells, whichever kind of store it is, and goes on from there.</summary>
public sealed class StoreTransferTests(PostgresFixture postgres) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StoreClock _clock = new();

    [Fact]
    public async Task A_random_history_is_the_same_in_each_copy_and_each_copy_goes_on()
    {
        var seed = Random.Shared.Next();
        var random = new RandomCommits(seed);
        SqliteStore store = null!;
        async Task<IStore> OpenAsync()
        {
            if (store is not null)
                await store.DisposeAsync();
            return store = await SqliteFile.OpenAsync(new() { DataDirectory = In("first") }, _clock);
        }
        await random.RunAsync(OpenAsync, await OpenAsync(), _clock, "r");
        await LiveAsync(store);
        var events = (await store.ReadEventsAsync(0, int.MaxValue, default)).Count;
        var expected = await StoreContents.ReadAsync(store, events);
        await store.DisposeAsync();

        StoreAddress[] copies = [At("first"), At("backup.db"), Postgres(await postgres.NewDatabaseAsync()), At("second.db"), At("third")];
        var states = await StoreContents.ReadStatesAsync(copies[0]);
        foreach (var (source, target) in copies.Zip(copies.Skip(1)))
        {
            Assert.Equal(new StoreSize(events, 3), await StoreTransfer.RunAsync(source, null, target, static _ => { }, default));
            Assert.Equal(states, await StoreContents.ReadStatesAsync(target));
        }
        await using (var third = await SqliteFile.OpenAsync(new() { DataDirectory = In("third") }, _clock))
            await IsSameAsync(third, expected, events, seed);
        await using var database = await PostgresStore.OpenAsync(new() { ConnectionString = _connection }, _clock, NullLogger<PostgresStore>.Instance);
        await IsSameAsync(database, expected, events, seed);
    }

    [Fact]
    public async Task A_copy_of_what_PostgreSQL_numbered_keeps_the_numbers_and_goes_on_above_them()
    {
        var database = Postgres(await postgres.NewDatabaseAsync());
        string expected;
        // An empty store makes the tables of a cluster, too.
        await (await SqliteFile.OpenAsync(new() { DataDirectory = In("empty") }, _clock)).DisposeAsync();
        await StoreTransfer.RunAsync(At("empty"), null, database, static _ => { }, default);
        await using (var store = await PostgresStore.OpenAsync(new() { ConnectionString = _connection }, _clock, NullLogger<PostgresStore>.Instance))
        {
            await Life.LiveAsync(store, Van, "van", ordinal: 1);
            await Life.LiveAsync(store, Bus, "bus", ordinal: 2);
            await Life.LengthenAsync(store, Bus, 300);
            expected = await StoreContents.ReadAsync(store, 311);
        }
        await StoreTransfer.RunAsync(database, null, At("file"), static _ => { }, default);
        await using (var file = await SqliteFile.OpenAsync(new() { DataDirectory = In("file") }, _clock))
            await IsSameAsync(file, expected, 311);
        // And back, with the event that was added.
        var again = Postgres(await postgres.NewDatabaseAsync());
        await StoreTransfer.RunAsync(At("file"), null, again, static _ => { }, default);
        await using var back = await PostgresStore.OpenAsync(new() { ConnectionString = _connection }, _clock, NullLogger<PostgresStore>.Instance);
        Assert.StartsWith(expected[..expected.IndexOf(Environment.NewLine, StringComparison.Ordinal)], await StoreContents.ReadAsync(back, 312), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_a_store_at_work_is_one_moment()
    {
        await using var store = await SqliteFile.OpenAsync(new() { DataDirectory = In("busy") }, _clock);
        await Life.LiveAsync(store, Van, "van", ordinal: 1);
        await Life.LiveAsync(store, Bus, "bus", ordinal: 2);
        var work = Task.Run(() => Task.WhenAll(Life.LengthenAsync(store, Van, 6_000), Life.LengthenAsync(store, Bus, 6_000)));
        var copies = 0;
        for (; !work.IsCompleted || copies == 0; copies++)
        {
            await StoreTransfer.RunAsync(At("busy"), null, At($"{copies}.db"), static _ => { }, default);
            await IsIntactAsync(At($"{copies}.db"));
        }
        await work;
        await IsIntactAsync(At("busy"));
    }

    [Fact]
    public async Task What_is_there_is_not_overwritten_and_a_copy_that_fails_leaves_nothing()
    {
        await using (var store = await SqliteFile.OpenAsync(new() { DataDirectory = In("first") }, _clock))
            await LiveAsync(store);
        await StoreTransfer.RunAsync(At("first"), null, At("backup.db"), static _ => { }, default);
        await RefusesAsync(At("first"), At("backup.db"), "exists already");
        await RefusesAsync(At("backup.db"), At("first"), "exists already");
        await RefusesAsync(At("missing"), At("other.db"), "There is no store");
        await File.WriteAllTextAsync(In("text.db"), "no database at all, but long enough to have a header");
        await RefusesAsync(At("text.db"), At("other.db"), "cannot be read");

        var database = Postgres(await postgres.NewDatabaseAsync());
        // A row that the events before it contradict.
        SqliteFile.Query(Path.Combine(In("first"), "inventory.db"), "UPDATE event SET description = 'other' WHERE seq = (SELECT max(seq) FROM event WHERE kind = 'allocated')");
        await Assert.ThrowsAsync<ResourceDamagedException>(() => StoreTransfer.RunAsync(At("first"), null, database, static _ => { }, default));
        await StoreTransfer.RunAsync(At("backup.db"), null, database, static _ => { }, default);
        await RefusesAsync(At("backup.db"), database, "is not empty");
        Assert.Equal(["backup.db", "first", "text.db"], Directory.EnumerateFileSystemEntries(_directory.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_copy_that_is_interrupted_leaves_nothing()
    {
        await using (var store = await SqliteFile.OpenAsync(new() { DataDirectory = In("first") }, _clock))
            await LiveAsync(store);
        var database = Postgres(await postgres.NewDatabaseAsync());
        await InterruptsAsync(At("first"), database);
        await StoreTransfer.RunAsync(At("first"), null, database, static _ => { }, default);
        await InterruptsAsync(database, At("back.db"));
        Assert.Equal(["first"], Directory.EnumerateFileSystemEntries(_directory.Path).Select(Path.GetFileName));

        static async Task InterruptsAsync(StoreAddress source, StoreAddress target)
        {
            using var end = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoreTransfer.RunAsync(source, null, target, _ => end.Cancel(), end.Token));
        }
    }

    [Fact]
    public async Task A_store_that_is_in_use_is_no_target()
    {
        await using var store = await SqliteFile.OpenAsync(new() { DataDirectory = In("first") }, _clock);
        await Life.LiveAsync(store, Van, "van", ordinal: 1);
        await RefusesAsync(At("first"), At("first"), "in use by another process");
    }

    public void Dispose() => _directory.Dispose();

    private string _connection = "";

    private static async Task LiveAsync(SqliteStore store)
    {
        await Life.LiveAsync(store, Van, "van", ordinal: 1);
        await Life.LiveAsync(store, Bus, "bus", ordinal: 2);
        await Life.LengthenAsync(store, Bus, 200);
        // Also what only looks like the end of a key or of a text in PostgreSQL.
        await StateAsync(store, new("user", "state", "a/b \0 \u0010"), 1, """{"name":"Änne 🚚 \u0000 \""}"""u8.ToArray());
        await StateAsync(store, new("account", "account", $"{Life.Customer}"), 1, "{}"u8.ToArray());
        await StateAsync(store, new("account", "account", $"{Life.Customer}"), 2, """{ "entries": [] }"""u8.ToArray());
        await StateAsync(store, new("order", "state", "gone"), 1, null);
    }

    private static async Task StateAsync(SqliteStore store, StateKey key, long version, byte[]? json) =>
        Assert.Equal(CommitStatus.Committed, await store.CommitStateAsync(new() { Key = key, Version = version, Json = json, At = A.Moment }));

    private static async Task IsSameAsync(IStore store, string expected, int events, int seed = 0)
    {
        Assert.True(expected == await StoreContents.ReadAsync(store, events), $"seed {seed}");
        Assert.Null(await ResourceVerifier.FindDamageAsync(store, store, Van, default));
        Assert.Null(await ResourceVerifier.FindDamageAsync(store, store, Bus, default));
        var (last, bus) = (await store.FindLastSeqAsync(default), await store.LoadResourceAsync(Bus, default));
        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Released(Bus, bus!.Version + 1, Life.Taken)));
        Assert.True((await store.ReadHistoryAsync(Bus, bus.Version, 1, default))[0].Seq > last, $"seed {seed}");
    }

    private async Task IsIntactAsync(StoreAddress address) =>
        Assert.Empty((await new StoreVerification(static _ => null, _clock, NullLoggerFactory.Instance).RunAsync(address, null, static _ => { }, default)).Faults);

    private static async Task RefusesAsync(StoreAddress source, StoreAddress target, string text) =>
        Assert.Contains(text, (await Assert.ThrowsAsync<StoreOpenException>(() => StoreTransfer.RunAsync(source, null, target, static _ => { }, default))).Message, StringComparison.Ordinal);

    private string In(string name) => Path.Combine(_directory.Path, name);

    private StoreAddress At(string name) => StoreAddress.Parse(In(name), null);

    private StoreAddress Postgres(string connection) => StoreAddress.Parse(_connection = connection, null);
}
