namespace Inventory.Tests.Storage.Postgres;

/// <summary>One server for many tests; none where there is no PostgreSQL.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    /// <summary>The server. Without one the test that asks for it is skipped.</summary>
    public PostgresServer Server
    {
        get
        {
            PostgresTests.SkipIfMissing();
            return _server!;
        }
    }

    public async ValueTask InitializeAsync() => _server = PostgresBinaries.Missing is null ? await PostgresServer.StartTemporaryAsync("fsync=off") : null;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
