namespace Inventory.Tests.Store.Postgres;

/// <summary>One server for many tests; none where there is no PostgreSQL.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    public PostgresServer Server => _server ?? throw new InvalidOperationException(PostgresBinaries.Missing);

    public async Task InitializeAsync() => _server = PostgresBinaries.Missing is null ? await PostgresServer.StartAsync("fsync=off") : null;

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
