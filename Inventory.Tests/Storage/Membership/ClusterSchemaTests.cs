using Inventory.Storage.Membership;
using Inventory.Storage.Postgres;
using Inventory.Storage;
using Inventory.Tests.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Storage.Membership;

/// <summary>The tables and queries that the cluster's providers need.</summary>
public sealed class ClusterSchemaTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Many_who_start_at_once_apply_each_script_once()
    {
        var database = await postgres.NewDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClusterSchema.ApplyAsync(database, CancellationToken.None))));
        await ClusterSchema.ApplyAsync(database, CancellationToken.None);
        Assert.Equal(["1", "2", "3", "4"], await PostgresQuery.ReadAsync(database, "SELECT script FROM cluster_schema ORDER BY script"));
    }

    [Fact]
    public async Task A_node_that_starts_after_the_store_was_made_uses_the_same_tables()
    {
        var database = ClusterDatabase.ConnectionString(await postgres.NewDatabaseAsync(), null);
        await ClusterSchema.ApplyAsync(database, CancellationToken.None);
        await PostgresQuery.RunAsync(database, "INSERT INTO cluster (cluster_id) VALUES ('first')");
        // The store's schema has the name of the database's user, who looks there first by default.
        await using (await PostgresStore.OpenAsync(new PostgresStoreOptions { ConnectionString = database }, TimeProvider.System, NullLogger<PostgresStore>.Instance))
            await ClusterSchema.ApplyAsync(database, CancellationToken.None);
        Assert.Equal(["first"], await PostgresQuery.ReadAsync(database, "SELECT cluster_id FROM cluster"));
    }

    [Fact]
    public async Task What_a_newer_version_made_is_refused_in_a_sentence()
    {
        var database = await postgres.NewDatabaseAsync();
        await ClusterSchema.ApplyAsync(database, CancellationToken.None);
        await PostgresQuery.RunAsync(database, "INSERT INTO cluster_schema (script) VALUES (1000)");
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => ClusterSchema.ApplyAsync(database, CancellationToken.None));
        Assert.Contains("created by a newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_in_between_leaves_nothing_behind()
    {
        var database = await postgres.NewDatabaseAsync();
        // Somebody has a table of the name that the last table is to have.
        await PostgresQuery.RunAsync(database, "CREATE TABLE grain_state (other integer)");
        await Assert.ThrowsAnyAsync<Exception>(() => ClusterSchema.ApplyAsync(database, CancellationToken.None));
        Assert.Equal(["grain_state"], await PostgresQuery.ReadAsync(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"));
        await PostgresQuery.RunAsync(database, "DROP TABLE grain_state");
        await ClusterSchema.ApplyAsync(database, CancellationToken.None);
    }

    [Theory]
    [InlineData(null, "set Inventory:Postgres")]
    [InlineData(" ", "set Inventory:Postgres")]
    [InlineData("Host", "is not a connection string")]
    [InlineData("Colour=red", "is not a connection string")]
    public void A_connection_string_that_is_none_is_refused_in_a_sentence(string? text, string said) =>
        Assert.Contains(said, Assert.Throws<StoreOpenException>(() => ClusterDatabase.ConnectionString(text, null)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_password_that_is_kept_apart_is_put_in_and_never_told()
    {
        var whole = ClusterDatabase.ConnectionString("Host=db;Username=inventory;Database=inventory", "s;e=c'ret\n");
        Assert.Equal("s;e=c'ret", new Npgsql.NpgsqlConnectionStringBuilder(whole).Password);
        Assert.Equal("PostgreSQL db:5432/inventory", ClusterDatabase.Describe(whole));
    }
}
