using Inventory.Domain.Shop;
using Inventory.Storage;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>What a start finds, and what it says.</summary>
public sealed class PostgresStartTests(PostgresFixture postgres)
{
    private static readonly Guid Van = Guid.NewGuid();

    [Fact]
    public async Task Many_who_start_at_once_on_an_empty_database_all_do()
    {
        var database = await postgres.NewDatabaseAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(database)));
        var answers = await Task.WhenAll(stores.Select(store => store.CommitAsync(A.Created(Van))));
        Assert.Single(answers, answer => answer == CommitStatus.Committed);
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        var database = await postgres.NewDatabaseAsync();
        await (await OpenAsync(database)).DisposeAsync();
        await PostgresQuery.RunAsync(database, "UPDATE inventory.store SET schema_version = 99");
        await IsRefusedAsync(database, "newer version", "choose another database");
    }

    [Fact]
    public async Task A_database_of_the_first_version_is_brought_up_to_date_with_all_that_is_in_it()
    {
        var database = await postgres.NewDatabaseAsync();
        await PostgresQuery.RunAsync(database,
            $"""
            {Schema.Migration(1)} UPDATE inventory.store SET schema_version = 1;
            INSERT INTO inventory.event (seq, resource, version, kind, at, type, name, ordinal) VALUES (1, '{Van}', 1, 'resource-created', now(), 'Car', 'Car1', 1);
            INSERT INTO inventory.event (seq, resource, version, kind, at, allocation, from_at, to_at, allocation_type)
            VALUES (2, '{Van}', 2, 'allocated', now(), '{A.Allocation(2).Id}', '2026-12-01', '2026-12-02', 'booking');
            INSERT INTO inventory.resource (id, type, ordinal, created_at, changed_version, name, is_keyed) VALUES ('{Van}', 'Car', 1, now(), 1, 'Car1', false);
            INSERT INTO inventory.allocation (resource, id, from_at, to_at, created_at, version, type) SELECT resource, allocation, from_at, to_at, at, version, 'booking' FROM inventory.event WHERE seq = 2;
            """);
        await using var store = await OpenAsync(database);
        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Allocated(Van, A.Allocation(3) with { Reference = "PO 7" })));
        Assert.Equal([null, "PO 7"], (await store.LoadResourceAsync(Van, default))!.Allocations.OrderBy(allocation => allocation.Version).Select(allocation => allocation.Reference));
        Assert.Equal(["1"], await PostgresQuery.ReadAsync(database, "SELECT count(*) FROM inventory.allocations WHERE reference = 'PO 7'"));
    }

    [Fact]
    public async Task Another_application_s_schema_is_left_alone()
    {
        var database = await postgres.NewDatabaseAsync();
        await PostgresQuery.RunAsync(database, "CREATE SCHEMA inventory; CREATE TABLE inventory.apple (id int)");
        await IsRefusedAsync(database, "another application", "Choose another database");
    }

    [Fact]
    public async Task A_database_or_a_server_that_is_not_there_is_named()
    {
        await IsRefusedAsync((await postgres.StartedAsync()).ConnectionString("nowhere"), "no database \"nowhere\"", "createdb");
        await IsRefusedAsync("Host=127.0.0.1;Port=1;Database=x;Username=x", "127.0.0.1:1 does not answer", "Start it");
        await IsRefusedAsync("Database=x", "names no host", "Write Host=");
        await IsRefusedAsync("Hots=x", "cannot be read", "Write Host=");
    }

    [Fact]
    public async Task A_user_without_rights_is_told_whose_database_it_has_to_be()
    {
        var database = await postgres.NewDatabaseAsync();
        await PostgresQuery.RunAsync(database, "DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN");
        await IsRefusedAsync(database.Replace("Username=inventory", "Username=guest", StringComparison.Ordinal), "may not set up", "OWNER TO");
    }

    [Fact]
    public async Task After_a_restore_on_a_server_that_counts_from_the_start_events_still_rise_and_are_published()
    {
        var database = await postgres.NewDatabaseAsync();
        await using (var store = await OpenAsync(database))
            await store.CommitAsync(A.Created(Van));
        // As if the transactions of the old server had been a million further.
        await PostgresQuery.RunAsync(database, "UPDATE inventory.event SET seq = seq + (1000000::bigint << 20)");
        await using var restored = await OpenAsync(database);
        await AreToldAsync(1);
        await restored.CommitAsync(A.Allocated(Van, 2));
        await using var second = await OpenAsync(database);
        await second.CommitAsync(A.Allocated(Van, 3));
        await AreToldAsync(1, 2, 3);
        Assert.Equal(await second.FindLastSeqAsync(default), await restored.FindLastSeqAsync(default));

        // What happens in the other databases of the server may hold them back for a while.
        async Task AreToldAsync(params long[] versions)
        {
            long[] told = [];
            await Eventually.HoldsAsync(
                async () => (told = [.. (await restored.ReadEventsAsync(0, 9, default)).Select(e => e.Version)]).SequenceEqual(versions),
                () => $"Told is {string.Join(", ", told)}.");
        }
    }

    private static async Task IsRefusedAsync(string database, string why, string remedy)
    {
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync(database));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
    }

    private static Task<PostgresStore> OpenAsync(string database) =>
        PostgresStore.OpenAsync(new() { ConnectionString = database, StartTimeout = TimeSpan.Zero }, new StoreClock(), NullLogger<PostgresStore>.Instance);
}
