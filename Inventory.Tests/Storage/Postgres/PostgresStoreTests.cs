using Inventory.Storage;
using Inventory.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>The promises, with limits so small that every way through the store is taken.</summary>
public sealed class PostgresStoreWithSmallLimitsTests(PostgresFixture postgres) : PostgresStoreContractTests(postgres)
{
    protected override PostgresStoreOptions Options(string connectionString) => new()
    {
        ConnectionString = connectionString,
        MaxBatch = 3,
        WriteConnections = 5,
        ReadConnections = 2,
    };
}

/// <summary>The promises, as the product runs.</summary>
public sealed class PostgresStoreWithDefaultsTests(PostgresFixture postgres) : PostgresStoreContractTests(postgres)
{
    protected override PostgresStoreOptions Options(string connectionString) => new() { ConnectionString = connectionString };
}

public abstract class PostgresStoreContractTests(PostgresFixture postgres) : StoreRaceContract
{
    private PostgresStore? _open;
    private string? _connectionString;

    protected abstract PostgresStoreOptions Options(string connectionString);

    protected override async Task<IStore> OpenAsync()
    {
        _connectionString ??= await postgres.RentStoreAsync();
        return _open = await PostgresStore.OpenAsync(Options(_connectionString), Clock, NullLogger<PostgresStore>.Instance);
    }

    protected internal override async Task<IStore> ReopenAsync()
    {
        await _open!.DisposeAsync();
        await InitializeAsync();
        return Store;
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
