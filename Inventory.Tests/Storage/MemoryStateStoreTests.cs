using Inventory.Storage;
using Inventory.Storage.States;

namespace Inventory.Tests.Storage;

public sealed class MemoryStateStoreTests : StateStoreContract
{
    private MemoryStateStore Memory => (MemoryStateStore)Store;

    protected override Task<IStateStore> OpenAsync() => Task.FromResult<IStateStore>(new MemoryStateStore());

    [Fact]
    public async Task It_fails_before_or_after_the_write_as_it_is_told()
    {
        Memory.FailBeforeWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(Ann, 1, "1"));
        Assert.Empty(Memory.Records);
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(Ann, 1, "1"));
        Assert.Equal((1, "1"), await ReadAsync(Ann));
        Memory.IsDown = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync(Ann));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(Ann, 2, "1"));
    }
}
