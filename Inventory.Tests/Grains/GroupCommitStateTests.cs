using Inventory.Grains.Billing;
using Inventory.Storage;
using Inventory.Tests.Grains.Bookings;
using Orleans.Storage;

namespace Inventory.Tests.Grains;

/// <summary>What grains promise of their states while the storage fails, or is slow.</summary>
public sealed class GroupCommitStateTests(GrainFixture fixture) : BookingTest(fixture)
{
    private IInvoiceNumberGrain Numbers { get; } = fixture.Cluster.Grains.GetInvoiceNumbers($"year {Guid.NewGuid():N}");

    [Fact]
    public async Task Turns_that_wait_share_one_write()
    {
        var commits = 0;
        States.OnCommit = _ => Interlocked.Increment(ref commits) < 0;
        States.Hold();
        var first = Numbers.Reserve("0");
        await States.UntilHeldAsync();
        var others = Enumerable.Range(1, 50).Select(i => Numbers.Reserve($"{i}")).ToList();
        for (var i = 1; i <= 50; i++)
            await UntilBegunAsync($"{i}");
        States.Release();
        Assert.Equal(Enumerable.Range(1, 51).Select(i => (long)i), (await Task.WhenAll([first, .. others])).Order());
        States.OnCommit = null;
        Assert.Equal(2, commits);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_shared_write_whose_outcome_is_unknown_costs_no_number_and_gives_none_twice(bool isWritten)
    {
        States.Hold();
        var first = Numbers.Reserve("a");
        await States.UntilHeldAsync();
        var second = Numbers.Reserve("b");
        await UntilBegunAsync("b");
        if (isWritten)
            States.FailAfterWrite();
        else
            States.FailBeforeWrite();
        States.Release();
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => first);
        Assert.Equal("The states in memory fail on command.", fault.GetBaseException().Message);
        // The next write was decided on the version before the first.
        if (isWritten)
            await Assert.ThrowsAsync<InconsistentStateException>(() => second);
        else
            Assert.Equal(2, await second);
        Assert.Equal((1, 2, 3), (await Numbers.Reserve("a"), await Numbers.Reserve("b"), await Numbers.Reserve("c")));
    }

    [Fact]
    public async Task A_grain_goes_on_as_soon_as_the_storage_does()
    {
        Assert.Equal(1, await Numbers.Reserve("a"));
        States.IsDown = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Numbers.Reserve("b"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Numbers.Reserve("c"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Numbers.Find("a"));
        States.IsDown = false;
        Assert.Equal((1, null), (await Numbers.Find("a"), await Numbers.Find("b")));
        Assert.Equal(2, await Numbers.Reserve("c"));
    }

    /// <summary>A number that is not durable yet can be found already. Turns of a grain may begin in another order than they were asked for.</summary>
    private async Task UntilBegunAsync(string charge)
    {
        while (await Numbers.Find(charge) is null)
        {
            // Each look is a turn of the grain, so the one that is waited for comes to its own.
        }
    }
}
