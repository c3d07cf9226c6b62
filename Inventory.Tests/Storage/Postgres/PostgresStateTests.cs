using Inventory.Storage.Postgres;
using Inventory.Storage.States;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Storage.Postgres;

[Collection(PostgresTests.Name)]
public sealed class PostgresStateTests(PostgresFixture postgres) : StateStoreContract
{
    private PostgresStore? _open;

    protected override async Task<IStateStore> OpenAsync() => _open = await PostgresStore.OpenAsync(
        new PostgresStoreOptions { ConnectionString = await postgres.Server.NewDatabaseAsync() }, TimeProvider.System, NullLogger<PostgresStore>.Instance);

    public override async ValueTask DisposeAsync()
    {
        if (_open is not null)
            await _open.DisposeAsync();
        await base.DisposeAsync();
    }
}
