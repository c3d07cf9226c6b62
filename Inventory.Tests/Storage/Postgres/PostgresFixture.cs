using System.Collections.Concurrent;
using Inventory.Storage.Postgres;
using Inventory.Tests.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Inventory.Tests.Storage.Postgres;

/// <summary>The one server for all tests that do not end it, each with a database of its own. It starts when the first test asks for it.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private const string Template = "store";

    private readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.StartTemporaryAsync("fsync=off"));
    private readonly Lazy<Task> _template;
    private readonly ConcurrentBag<string> _emptied = [];

    public PostgresFixture() => _template = new(MakeTemplateAsync);

    /// <summary>The server. Without PostgreSQL the test that asks for it is skipped.</summary>
    public Task<PostgresServer> StartedAsync()
    {
        PostgresTests.SkipIfMissing();
        return _server.Value;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> NewDatabaseAsync() => await (await StartedAsync()).NewDatabaseAsync();

    /// <summary>Makes a database with the empty tables of the store.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> NewStoreAsync()
    {
        var server = await StartedAsync();
        await _template.Value;
        return await server.NewDatabaseAsync(Template);
    }

    /// <summary>As <see cref="NewStoreAsync"/>, or one that a test has returned.</summary>
    public async Task<string> RentStoreAsync() => _emptied.TryTake(out var database) ? database : await NewStoreAsync();

    /// <summary>Empties a store that was rented, for the next test. No store may be open on it.</summary>
    public async Task ReturnStoreAsync(string database)
    {
        await PostgresQuery.RunAsync(
            database,
            """
            DO $$ BEGIN
                EXECUTE (SELECT format('TRUNCATE %s RESTART IDENTITY', string_agg(format('inventory.%I', tablename), ', ')) FROM pg_tables WHERE schemaname = 'inventory' AND tablename <> 'store');
            END $$
            """);
        _emptied.Add(database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }

    private async Task MakeTemplateAsync()
    {
        var connection = await (await _server.Value).EnsureDatabaseAsync(Template);
        await (await PostgresStore.OpenAsync(new() { ConnectionString = connection }, TimeProvider.System, NullLogger<PostgresStore>.Instance)).DisposeAsync();
    }
}
