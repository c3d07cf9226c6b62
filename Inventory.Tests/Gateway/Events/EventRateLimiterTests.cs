using Inventory.Gateway.Events;

namespace Inventory.Tests.Gateway.Events;

public sealed class EventRateLimiterTests
{
    private const int MiB = 1_048_576;

    [Theory]
    [InlineData(false, MiB), InlineData(true, MiB / 8)]
    public async Task What_is_sent_in_a_second_is_bounded_and_less_while_there_is_other_work(bool isBusy, int bytes)
    {
        using var budget = new EventRateLimiter(MiB, () => isBusy);
        Assert.True(budget.SpendAsync(bytes, default).AsTask().IsCompletedSuccessfully);
        var next = budget.SpendAsync(bytes, default).AsTask();
        Assert.False(next.IsCompleted);
        await next;
    }

    [Fact]
    public async Task More_than_that_of_a_second_goes_through_all_the_same_and_in_order()
    {
        using var budget = new EventRateLimiter(MiB, () => false);
        await budget.SpendAsync(100 * MiB, default);
        var (first, second) = (budget.SpendAsync(MiB / 4, default).AsTask(), budget.SpendAsync(1, default).AsTask());
        Assert.False(second.IsCompleted);
        await second;
        // It was let through before the second. Only who waits for it may still have to learn that.
        await first.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task As_many_as_may_listen_can_wait()
    {
        using var budget = new EventRateLimiter(int.MaxValue, () => true);
        await budget.SpendAsync(int.MaxValue, default);
        using var leave = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 20_000).Select(_ => budget.SpendAsync(int.MaxValue, leave.Token).AsTask()).ToList();
        Assert.Contains(waiting, one => !one.IsCompleted);
        await leave.CancelAsync();
        Assert.DoesNotContain(waiting, one => one.IsFaulted);
    }

    [Fact]
    public async Task Who_leaves_does_not_keep_the_others_waiting()
    {
        using var budget = new EventRateLimiter(MiB, () => false);
        using var leave = new CancellationTokenSource();
        await budget.SpendAsync(MiB, default);
        var (left, stays) = (budget.SpendAsync(MiB, leave.Token).AsTask(), budget.SpendAsync(MiB / 4, default).AsTask());
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await stays;
    }
}
