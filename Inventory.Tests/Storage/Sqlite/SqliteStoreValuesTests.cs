using Inventory.Storage;
using Inventory.Storage.Sqlite;

namespace Inventory.Tests.Storage.Sqlite;

public sealed class SqliteStoreValuesTests : StoreValuesContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteStore? _open;

    protected override async Task<IStore> OpenAsync() => _open = await SqliteFile.OpenAsync(new() { DataDirectory = _directory.Path }, Clock);

    public override async ValueTask DisposeAsync()
    {
        await _open!.DisposeAsync();
        await base.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();
}
