using Inventory.Domain.Allocations;
using Inventory.Domain.Time;
using Inventory.Storage;
using Inventory.Storage.Archive;
using Inventory.Storage.Postgres;
using Inventory.Storage.Transfer;
using Inventory.Tests.Storage.Postgres;
using Inventory.Tests.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using static Inventory.Tests.Storage.Transfer.StoreContents;

namespace Inventory.Tests.Storage.Transfer;

/// <summary>With its archive, a store tells what it told before; without it, all but the past.</summary>
public sealed class EventArchiverTests(PostgresFixture postgres) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StoreClock _clock = new();
    private StoreAddress _address = null!;
    private Func<Task<IStore>> _open = null!;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_whose_events_are_moved_step_by_step_tells_what_it_told_before(bool isPostgres)
    {
        await ChooseAsync(isPostgres);
        var seed = Random.Shared.Next();
        var begin = _clock.Now;
        var store = await _open();
        await new RandomCommits(seed).RunAsync(async () => store = await ReopenAsync(store), store, _clock, "r");
        await Life.LiveAsync(store, Van, "van", ordinal: 1);
        await Life.LiveAsync(store, Bus, "bus", ordinal: 2);
        await Life.LengthenAsync(store, Bus, 1_500);
        var end = _clock.Now;
        // Answers of requests are no longer asked for.
        _clock.Now = end.After(EventArchiver.ShortestTime);
        var count = (await store.ReadEventsAsync(0, int.MaxValue, default)).Count;
        var expected = await StoreContents.ReadAsync(store, count);
        await CloseAsync(store);

        var dropped = 0L;
        foreach (var share in (double[])[0, 0.2, 0.2, 0.7, 2])
        {
            var before = new Instant(begin.Microseconds + (long)((end.Microseconds - begin.Microseconds) * share));
            var report = await ArchiveAsync(before);
            Assert.Equal(report.Dropped > 0 || dropped > 0, report.InArchive > 0);
            dropped += report.Dropped;
            store = await _open();
            Assert.True(expected == await StoreContents.ReadAsync(store, WithArchive(store), count), $"seed {seed}, share {share}");
            await IsIntactAsync(store);
            await CloseAsync(store);
        }
        // Of each resource the last event stays.
        store = await _open();
        var resources = await store.ListResourceIdsAsync(null, 1_000, default);
        Assert.Equal(count, dropped + resources.Count);
        Assert.Empty(await store.ReadEventsAsync(0, int.MaxValue, default));
        await VerifiesAsync(isWhole: false);
        await VerifiesAsync(isWhole: true);
        await CloseAsync(store);
        AreIntact(await Verification().RunAsync(StoreAddress.OfFile(Archive), null, static _ => { }, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_its_archive_a_store_says_so_and_serves_all_but_the_past(bool isPostgres)
    {
        await ChooseAsync(isPostgres);
        var late = A.Allocation(13).With(extras => extras with { Binding = LateBinding.Late }) with { Interval = A.Hour(40) };
        var store = await _open();
        await Life.LiveAsync(store, Van, "van", ordinal: 1);
        await CommitAsync(store, A.Allocated(Van, late with { Version = 12 }), A.Allocated(Van, A.Allocation(13) with { Interval = A.Hour(50) }));
        _clock.Now = _clock.Now.After(EventArchiver.ShortestTime);
        var (loaded, last) = (A.Text(await store.LoadResourceAsync(Van, default)), (await store.ReadHistoryAsync(Van, 12, 1, default))[0].Seq);
        await CloseAsync(store);
        Assert.Equal(new(13, 12, 13), await ArchiveAsync(Instant.PlusInfinity));

        store = await _open();
        Assert.Equal(loaded, A.Text(await store.LoadResourceAsync(Van, default)));
        Assert.Equal(12, (await Assert.ThrowsAsync<EventsArchivedException>(() => store.ReadHistoryAsync(Van, 0, 5, default))).Version);
        Assert.Equal(12, (await Assert.ThrowsAsync<EventsArchivedException>(() => store.ReadHistoryAsync(Van, 11, 5, default))).Version);
        Assert.Equal(13, Assert.Single(await store.ReadHistoryAsync(Van, 12, 5, default)).Version);
        Assert.Empty(await store.ReadHistoryAsync(Van, 13, 5, default));
        Assert.Empty(await store.ReadHistoryAsync(Bus, 0, 5, default));
        Assert.Equal(last, await store.FindArchivedSeqAsync(default));
        Assert.Empty(await store.ReadEventsAsync(0, 5, default));
        Assert.Empty(await store.ReadEventsOfAsync(Life.Customer, 0, 5, default));
        Assert.Equal(new(Van, "Car"), Assert.Single(await store.ListArchivedResourcesOfAsync(Life.Customer, default)));
        Assert.Empty(await store.ListArchivedResourcesOfAsync(Van, default));
        Assert.Equal(Van, await store.FindLateAllocationAsync("Car", late.Id, default));
        // It goes on as before.
        await CommitAsync(store, A.Released(Van, 14, late.Id), A.Renamed(Van, 15, "other"));
        Assert.Equal([14L, 15], (await store.ReadHistoryAsync(Van, 13, 5, default)).Select(e => e.Version));
        Assert.Equal(15, (await store.LoadResourceAsync(Van, default))!.Version);
        Assert.Null(await store.FindLateAllocationAsync("Lorry", late.Id, default));
        await CloseAsync(store);
    }

    [Fact]
    public async Task A_run_that_cannot_drop_the_events_leaves_them_and_the_next_one_goes_on()
    {
        await ChooseAsync(isPostgres: false);
        var store = await _open();
        await Life.LiveAsync(store, Van, "van", ordinal: 1);
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => ArchiveAsync(Instant.PlusInfinity));
        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("run this command again", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Life.LastVersion, (await store.ReadHistoryAsync(Van, 0, 99, default)).Count);
        // Twice is all the same.
        Assert.Equal(Life.LastVersion, (await WithArchive(store).ReadEventsAsync(0, 99, default)).Count);
        await Life.LiveAsync(store, Bus, "bus", ordinal: 2);
        await CloseAsync(store);
        Assert.Equal(new(Life.LastVersion, 2 * Life.LastVersion - 2, 2 * Life.LastVersion), await ArchiveAsync(Instant.PlusInfinity));
        Assert.Equal(new(0, 0, 2 * Life.LastVersion), await ArchiveAsync(Instant.PlusInfinity));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_dropped_that_the_archive_does_not_have(bool isPostgres)
    {
        await ChooseAsync(isPostgres: false);
        await FillAsync("other van");
        await ArchiveAsync(Instant.PlusInfinity);
        File.Move(Archive, Archive + ".other");
        var other = _address;
        await ChooseAsync(isPostgres, "second");
        await FillAsync("van", "bus");
        // That of another store, with as many events.
        File.Copy(Archive + ".other", Archive);
        await RefusesAsync("is not the archive of");
        File.Delete(Archive);
        // One in which an event is damaged.
        await ArchiveAsync(A.Moment);
        File.Delete(Archive);
        var moved = await ArchiveAsync(Instant.PlusInfinity);
        Assert.Equal(2 * Life.LastVersion, moved.InArchive);
        SqliteFile.Query(Archive, "UPDATE event SET description = 'other' WHERE version = 2");
        var store = await _open();
        await Life.LengthenAsync(store, Van, 20);
        await CloseAsync(store);
        await Assert.ThrowsAsync<ResourceDamagedException>(() => ArchiveAsync(Instant.PlusInfinity));
        // Another file than before.
        File.Delete(Archive);
        await RefusesAsync("are in another archive");
        File.Copy(Archive + ".other", Archive);
        await RefusesAsync("are in another archive");
        store = await _open();
        Assert.Equal(20 - Life.LastVersion + 1, (await store.ReadHistoryAsync(Van, Life.LastVersion - 1, 99, default)).Count);
        await CloseAsync(store);
        Assert.NotEqual(other, _address);
    }

    [Fact]
    public async Task A_file_that_no_service_uses_keeps_its_events()
    {
        await ChooseAsync(isPostgres: false);
        await FillAsync("van");
        await StoreTransfer.RunAsync(_address, null, StoreAddress.OfFile(In("backup.db")), static _ => { }, default);
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => EventArchiver.RunAsync(StoreAddress.OfFile(In("backup.db")), Archive, Instant.PlusInfinity, static _ => { }, default));
        Assert.Contains("a file that no service uses", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_to_another_kind_of_store_takes_the_archive_and_has_all_events_again()
    {
        await ChooseAsync(isPostgres: false);
        await FillAsync("van", "bus");
        var store = await _open();
        _clock.Now = _clock.Now.After(EventArchiver.ShortestTime);
        var expected = await StoreContents.ReadAsync(store, 2 * Life.LastVersion);
        await CloseAsync(store);
        await ArchiveAsync(Instant.PlusInfinity);
        var file = _address;

        await ChooseAsync(isPostgres: true);
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => StoreTransfer.RunAsync(file, null, _address, static _ => { }, default));
        Assert.Contains("--archive", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new(2 * Life.LastVersion, 0), await StoreTransfer.RunAsync(file, StoreAddress.OfFile(Archive), _address, static _ => { }, default));
        store = await _open();
        Assert.Equal(expected, await StoreContents.ReadAsync(store, 2 * Life.LastVersion));
        await CloseAsync(store);
        // A page for page copy is what it was.
        await StoreTransfer.RunAsync(file, null, StoreAddress.OfFile(In("backup.db")), static _ => { }, default);
        var copy = await Verification().RunAsync(StoreAddress.OfFile(In("backup.db")), EventArchive.Open(Archive), static _ => { }, default);
        Assert.Equal((2, true), (copy.Resources, copy.IsWhole));
        Assert.Empty(copy.Faults);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_that_goes_missing_after_a_run_is_missed(bool isPostgres)
    {
        await ChooseAsync(isPostgres);
        await FillAsync("van");
        await ArchiveAsync(Instant.PlusInfinity);
        var store = await _open();
        await Life.LengthenAsync(store, Van, Life.LastVersion + 4);
        await CloseAsync(store);
        const string lost = "DELETE FROM event WHERE version = 11";
        if (isPostgres)
            await PostgresQuery.RunAsync(_connection, lost.Replace("event", "inventory.event", StringComparison.Ordinal));
        else
            SqliteFile.Query(Path.Combine(In("store"), "inventory.db"), lost);
        store = await _open();
        await Assert.ThrowsAsync<ResourceDamagedException>(() => store.LoadResourceAsync(Van, default));
        Assert.NotNull(await ResourceVerifier.FindDamageAsync(store, store, Van, default));
        await CloseAsync(store);
    }

    public void Dispose() => _directory.Dispose();

    private string _connection = "";

    private string Archive => In("archive.db");

    private string In(string name) => Path.Combine(_directory.Path, name);

    private async Task ChooseAsync(bool isPostgres, string directory = "store")
    {
        if (isPostgres)
        {
            _connection = await postgres.NewDatabaseAsync();
            _address = StoreAddress.Parse(_connection, null);
            // Which also makes the tables of a cluster.
            await (await SqliteFile.OpenAsync(new() { DataDirectory = In("empty") }, _clock)).DisposeAsync();
            await StoreTransfer.RunAsync(StoreAddress.Parse(In("empty"), null), null, _address, static _ => { }, default);
            _open = async () => await PostgresStore.OpenAsync(new() { ConnectionString = _connection }, _clock, NullLogger<PostgresStore>.Instance);
        }
        else
        {
            _address = StoreAddress.Parse(In(directory), null);
            _open = async () => await SqliteFile.OpenAsync(new() { DataDirectory = In(directory) }, _clock);
        }
    }

    private async Task FillAsync(params string[] names)
    {
        var store = await _open();
        for (var i = 0; i < names.Length; i++)
            await Life.LiveAsync(store, i == 0 ? Van : Bus, names[i], ordinal: i + 1);
        await CloseAsync(store);
    }

    private async Task<IStore> ReopenAsync(IStore store)
    {
        await CloseAsync(store);
        return await _open();
    }

    private static async Task CloseAsync(IStore store) => await ((IAsyncDisposable)store).DisposeAsync();

    private static async Task CommitAsync(IStore store, params Commit[] commits)
    {
        foreach (var commit in commits)
            Assert.Equal(CommitStatus.Committed, await store.CommitAsync(commit));
    }

    private Task<ArchiveReport> ArchiveAsync(Instant before) => EventArchiver.RunAsync(_address, Archive, before, static _ => { }, default);

    private ArchivedEvents WithArchive(IStore store) => new(store, EventArchive.At(Archive));

    private async Task IsIntactAsync(IStore store)
    {
        foreach (var id in (Guid[])[Van, Bus])
        {
            Assert.Null(await ResourceVerifier.FindDamageAsync(store, store, id, default));
            Assert.Null(await ResourceVerifier.FindDamageAsync(store, WithArchive(store), id, default));
        }
    }

    private StoreVerification Verification() => new(static _ => null, _clock, NullLoggerFactory.Instance);

    private async Task VerifiesAsync(bool isWhole)
    {
        var report = await Verification().RunAsync(_address, isWhole ? EventArchive.Open(Archive) : null, static _ => { }, default);
        Assert.Equal(isWhole, report.IsWhole);
        AreIntact(report);
    }

    // What is random contradicts itself.
    private static void AreIntact(VerificationReport report) => Assert.DoesNotContain(report.Faults, fault => !fault.EndsWith("the event contradicts those before it.", StringComparison.Ordinal));

    private async Task RefusesAsync(string text) =>
        Assert.Contains(text, (await Assert.ThrowsAsync<StoreOpenException>(() => ArchiveAsync(Instant.PlusInfinity))).Message, StringComparison.Ordinal);
}
