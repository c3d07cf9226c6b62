using Inventory.Storage;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Storage.Postgres;

public sealed class PostgresStoreValuesTests(PostgresFixture postgres) : StoreValuesContract
{
    private PostgresStore? _open;
    private string? _connectionString;

    protected override async Task<IStore> OpenAsync()
    {
        _connectionString = await postgres.RentStoreAsync();
        return _open = await PostgresStore.OpenAsync(new() { ConnectionString = _connectionString }, Clock, NullLogger<PostgresStore>.Instance);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_open is not null)
            await _open.DisposeAsync();
        if (_connectionString is not null)
            await postgres.ReturnStoreAsync(_connectionString);
        await base.DisposeAsync();
    }
}
