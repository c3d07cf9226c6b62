using Inventory.Grains.States;
using Inventory.Storage;
using Orleans.Storage;

namespace Inventory.Tests.Storage;

public sealed class MemoryStateStoreTests : StateStoreContract
{
    private readonly MemoryStateStore _memory = new();

    protected override Task<IGrainStorage> OpenAsync() =>
        Task.FromResult<IGrainStorage>(new GrainStateStorage(_memory, new GrainStateSerializer(), TimeProvider.System));

    [Fact]
    public async Task It_fails_before_or_after_the_write_as_it_is_told()
    {
        _memory.FailBeforeWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(new(), "1"));
        Assert.Empty(_memory.Records);
        _memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(new(), "1"));
        Assert.Equal((1, "1"), await ReadAsync());
        _memory.IsDown = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(new() { ETag = "1" }, "1"));
    }
}
