namespace Inventory.Tests.LocalRuntime;

public sealed class TimeoutTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_call_that_takes_too_long_fails_for_its_caller_and_goes_on()
    {
        await using LocalGrains grains = new();
        await grains.Plain().Instance();
        var ended = false;
        var call = grains.Plain().Run(async _ =>
        {
            await _gate.Task;
            ended = true;
        });
        grains.Time.Advance(Limit - TimeSpan.FromSeconds(1));
        Assert.False(call.IsCompleted);
        grains.Time.Advance(TimeSpan.FromSeconds(1));
        var message = (await Assert.ThrowsAsync<TimeoutException>(() => call)).Message;
        Assert.Contains("PlainScriptGrain/a.Run", message, StringComparison.Ordinal);
        Assert.Contains("still running", message, StringComparison.Ordinal);

        var next = grains.Plain().Instance();
        Assert.False(next.IsCompleted);
        _gate.SetResult();
        await next;
        Assert.True(ended);
        Assert.Equal(0, grains.Runtime.PendingCallCount);
    }

    [Fact]
    public async Task A_call_that_times_out_before_it_begins_never_does()
    {
        await using LocalGrains grains = new();
        await grains.Plain().Instance();
        var ran = false;
        var first = grains.Plain().Run(async _ => await _gate.Task);
        var second = grains.Plain().Do(_ => ran = true);
        grains.Time.Advance(Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        Assert.Contains("busy with 'Run'", (await Assert.ThrowsAsync<TimeoutException>(() => second)).Message, StringComparison.Ordinal);
        _gate.SetResult();
        await grains.Plain().Instance();
        Assert.False(ran);
    }

    [Fact]
    public async Task A_grain_that_calls_itself_times_out_and_is_told_why()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource waits = new();
        TaskCompletionSource<string> message = new();
        var outer = grains.Plain().Run(async self =>
        {
            var inner = self.GrainFactory.GetGrain<IScriptGrain>("a", typeof(PlainScriptGrain).FullName).Instance();
            waits.SetResult();
            message.SetResult((await Assert.ThrowsAsync<TimeoutException>(() => inner)).Message);
        });
        await waits.Task;
        grains.Time.Advance(Limit);
        Assert.Contains("calls itself", await message.Task, StringComparison.Ordinal);
        await Task.WhenAny(outer);
        await grains.Plain().Instance();
    }

    [Fact]
    public async Task A_cycle_of_two_grains_times_out_and_hints_at_it()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource waits = new();
        TaskCompletionSource<string> message = new();
        var outer = grains.Plain("a").Run(_ => grains.Plain("b").Run(async _ =>
        {
            var inner = grains.Plain("a").Instance();
            waits.SetResult();
            message.SetResult((await Assert.ThrowsAsync<TimeoutException>(() => inner)).Message);
        }));
        await waits.Task;
        grains.Time.Advance(Limit);
        Assert.Contains("call cycle", await message.Task, StringComparison.Ordinal);
        await Task.WhenAny(outer);
        await grains.Plain("a").Instance();
    }

    [Fact]
    public async Task A_grain_that_blocks_its_thread_times_out_too()
    {
        await using LocalGrains grains = new();
        await grains.Plain().Instance();
        using ManualResetEventSlim blocked = new(), release = new();
        var blocking = Task.Run(() => grains.Plain().Do(_ =>
        {
            blocked.Set();
            release.Wait();
        }));
        blocked.Wait();
        var call = grains.Plain().Instance();
        grains.Time.Advance(Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        release.Set();
        await blocking;
    }

    [Fact]
    public async Task A_call_that_waits_for_an_activation_times_out()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource begun = new();
        grains.Hooks.OnActivate = (_, _) =>
        {
            begun.SetResult();
            return _gate.Task;
        };
        var call = grains.Plain().Instance();
        await begun.Task;
        grains.Time.Advance(Limit);
        Assert.Contains("Activating", (await Assert.ThrowsAsync<TimeoutException>(() => call)).Message, StringComparison.Ordinal);
        _gate.SetResult();
    }

    [Fact]
    public async Task The_limit_is_an_option()
    {
        await using LocalGrains grains = new(options => options.ResponseTimeout = TimeSpan.FromMilliseconds(100));
        var call = grains.Plain().Run(async _ => await _gate.Task);
        grains.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Contains("00:00:00.1", (await Assert.ThrowsAsync<TimeoutException>(() => call)).Message, StringComparison.Ordinal);
    }
}
