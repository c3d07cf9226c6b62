using Inventory.Storage;
using Inventory.Storage.Sqlite;

namespace Inventory.Tests.Storage.Sqlite;

/// <summary>The promises, with limits so small that every way through the store is taken.</summary>
public sealed class SqliteStoreWithSmallLimitsTests : SqliteStoreContractTests
{
    protected override SqliteStoreOptions Options(string directory) => new()
    {
        DataDirectory = directory,
        MaxBatch = 3,
        MaxBacklog = 5,
        CheckpointPages = 3,
        MaxWalPages = 6,
        ReadConnections = 2,
        MaxKnownVersions = 2,
    };
}

/// <summary>The promises, as the product runs.</summary>
public sealed class SqliteStoreWithDefaultsTests : SqliteStoreContractTests
{
    protected override SqliteStoreOptions Options(string directory) => new() { DataDirectory = directory };
}

public abstract class SqliteStoreContractTests : StoreRaceContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteStore? _open;

    protected abstract SqliteStoreOptions Options(string directory);

    protected override async Task<IStore> OpenAsync() => _open = await SqliteFile.OpenAsync(Options(_directory.Path), Clock);

    protected internal override async Task<IStore> ReopenAsync()
    {
        await _open!.DisposeAsync();
        await InitializeAsync();
        return Store;
    }

    public override async ValueTask DisposeAsync()
    {
        await _open!.DisposeAsync();
        await base.DisposeAsync();
    }

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_committed_is_there_after_it_was_closed_and_opened()
    {
        await CommitAsync(A.Created(Van), A.Created(Bus, "bus", ordinal: 2));
        await CommitAsync([.. Enumerable.Range(2, 100).Select(version => A.Allocated(Van, version)), A.Deleted(Bus, 2)]);
        var before = A.Text(await LoadAsync(Van));
        await ReopenAsync();
        Assert.Equal(before, A.Text(await LoadAsync(Van)));
        Assert.Null(await LoadAsync(Bus));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Van, 101)));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Bus, 3)));
        await CommitAsync(A.Allocated(Van, 102));
    }

    [Fact]
    public async Task Thousands_of_allocations_are_read_as_they_were_committed()
    {
        var made = Enumerable.Range(2, 2_000)
            .Select(version => A.Allocation(version) with { Description = version % 10 == 0 ? $"no. {version}" : null }).ToList();
        await CommitAsync([A.Created(Van), .. made.Select(allocation => A.Allocated(Van, allocation))]);
        Assert.Equal(made.OrderBy(allocation => allocation.Id), (await LoadAsync(Van))!.Allocations);
        await ReopenAsync();
        Assert.Equal(made.OrderBy(allocation => allocation.Id), (await LoadAsync(Van))!.Allocations);
    }
}
