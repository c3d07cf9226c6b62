using Inventory.Storage;

namespace Inventory.Tests.Storage;

public sealed class MemoryStoreTests : StoreRaceContract
{
    private MemoryStore Memory => (MemoryStore)Store;

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new MemoryStore(Clock));

    [Fact]
    public async Task A_failure_before_the_write_leaves_nothing()
    {
        await CommitAsync(A.Created(Van));
        Memory.FailBeforeWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.CommitAsync(A.Allocated(Van, 2)));
        Assert.Equal(1, (await LoadAsync(Van))!.Version);
        await CommitAsync(A.Allocated(Van, 2));
    }

    [Fact]
    public async Task A_failure_after_the_write_leaves_it_written()
    {
        await CommitAsync(A.Created(Van));
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.CommitAsync(A.Allocated(Van, 2)));
        Assert.Equal(2, (await LoadAsync(Van))!.Version);
        await CommitAsync(A.Allocated(Van, 3));
    }

    [Fact]
    public async Task Held_commits_go_on_in_order_when_they_are_released()
    {
        await CommitAsync(A.Created(Van));
        Memory.Hold();
        var first = Store.CommitAsync(A.Allocated(Van, 2));
        var second = Store.CommitAsync(A.Allocated(Van, 3));
        await Memory.UntilHeldAsync(2);
        Assert.Equal(1, (await LoadAsync(Van))!.Version);
        Memory.Release(1);
        Assert.Equal(CommitStatus.Committed, await first);
        Assert.False(second.IsCompleted);
        Memory.Release();
        Assert.Equal(CommitStatus.Committed, await second);
    }

    [Fact]
    public async Task Two_handles_have_the_same_data_and_their_own_faults()
    {
        var other = Memory.Share();
        await CommitAsync(A.Created(Van));
        Memory.IsDown = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.CheckAsync(default));
        Assert.Equal(CommitStatus.Committed, await other.CommitAsync([A.Allocated(Van, 2)]));
        Memory.IsDown = false;
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Van, 2)));
    }
}

public sealed class MemoryStoreValuesTests : StoreValuesContract
{
    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new MemoryStore(Clock));
}
