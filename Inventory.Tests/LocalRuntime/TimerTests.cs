using Orleans.Runtime;

namespace Inventory.Tests.LocalRuntime;

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task Count(ScriptGrain self, CancellationToken stop)
    {
        self.Count++;
        return Task.CompletedTask;
    }

    /// <summary>Moves the clock, and comes back when the grain has done what came due: a request waits behind a callback.</summary>
    private static async Task<int> CountAfter(LocalGrains grains, TimeSpan time)
    {
        grains.Time.Advance(time);
        return (await grains.Plain().Instance()).Count;
    }

    private static async Task<IGrainTimer> Register(
        LocalGrains grains, GrainTimerCreationOptions options, Func<ScriptGrain, CancellationToken, Task>? callback = null)
    {
        IGrainTimer? timer = null;
        await grains.Plain().Do(self => timer = self.RegisterGrainTimer(callback ?? Count, self, options));
        return timer!;
    }

    [Fact]
    public async Task A_timer_follows_its_due_time_and_period()
    {
        await using LocalGrains grains = new();
        await Register(grains, new(5 * Second, 2 * Second));
        Assert.Equal(0, await CountAfter(grains, 4 * Second));
        Assert.Equal(1, await CountAfter(grains, Second));
        Assert.Equal(1, await CountAfter(grains, Second));
        Assert.Equal(2, await CountAfter(grains, Second));
        Assert.Equal(3, await CountAfter(grains, 2 * Second));
    }

    [Fact]
    public async Task A_timer_without_a_period_runs_once()
    {
        await using LocalGrains grains = new();
        await grains.Plain().Do(self => self.RegisterGrainTimer(stop => Count(self, stop), new(Second, Timeout.InfiniteTimeSpan)));
        Assert.Equal(1, await CountAfter(grains, Second));
        Assert.Equal(1, await CountAfter(grains, 100 * Second));
    }

    [Fact]
    public async Task A_callback_runs_as_a_turn_and_never_overlaps_with_itself_or_a_request()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource begun = new();
        var inTurn = false;
        await Register(grains, new(Second, Second), async (self, _) =>
        {
            inTurn = TaskScheduler.Current != TaskScheduler.Default;
            self.Count++;
            begun.TrySetResult();
            await _gate.Task;
        });
        grains.Time.Advance(Second);
        await begun.Task;
        Assert.True(inTurn);
        grains.Time.Advance(10 * Second);
        var request = grains.Plain().Instance();
        Assert.False(request.IsCompleted);
        _gate.SetResult();
        Assert.Equal(1, (await request).Count);
        Assert.Equal(2, await CountAfter(grains, Second));
    }

    [Fact]
    public async Task An_interleaving_callback_does_not_wait_for_a_request()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource ticked = new();
        await Register(grains, new(Second, Second) { Interleave = true }, (_, _) =>
        {
            ticked.TrySetResult();
            return Task.CompletedTask;
        });
        var request = grains.Plain().Run(async _ => await _gate.Task);
        grains.Time.Advance(Second);
        await ticked.Task;
        Assert.False(request.IsCompleted);
        _gate.SetResult();
        await request;
    }

    [Fact]
    public async Task A_callback_waits_for_a_request_unless_it_interleaves()
    {
        await using LocalGrains grains = new();
        await Register(grains, new(Second, Second));
        var request = grains.Plain().Run(async self =>
        {
            await _gate.Task;
            Assert.Equal(0, self.Count);
        });
        grains.Time.Advance(Second);
        await grains.Plain().RunInterleaving(_ => Task.CompletedTask);
        _gate.SetResult();
        await request;
        Assert.Equal(1, await CountAfter(grains, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_a_timer_that_keeps_alive_puts_collection_off(bool keepAlive)
    {
        await using LocalGrains grains = new();
        TaskCompletionSource<int> deactivated = new();
        grains.Hooks.OnDeactivate = (self, _, _) =>
        {
            deactivated.SetResult(self.Count);
            return Task.CompletedTask;
        };
        TaskCompletionSource ticked = new();
        await Register(grains, new(TimeSpan.FromMinutes(14), TimeSpan.FromHours(1)) { KeepAlive = keepAlive }, (self, _) =>
        {
            self.Count++;
            self.RegisterGrainTimer(_ => Task.CompletedTask, new(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
            ticked.SetResult();
            return Task.CompletedTask;
        });
        grains.Time.Advance(TimeSpan.FromMinutes(14));
        await ticked.Task;
        await grains.Plain("other").Instance();
        await grains.Runtime.CollectAsync(TimeSpan.FromMinutes(14));
        Assert.Equal(keepAlive ? 2 : 1, grains.Runtime.ActivationCount);
        Assert.Equal(!keepAlive, deactivated.Task.IsCompleted);
    }

    [Fact]
    public async Task A_callback_that_throws_does_not_stop_the_timer()
    {
        await using LocalGrains grains = new();
        await Register(grains, new(Second, Second), (self, _) => ++self.Count % 2 == 0
            ? throw new InvalidDataException()
            : Task.FromException(new InvalidDataException()));
        for (var tick = 1; tick <= 4; tick++) Assert.Equal(tick, await CountAfter(grains, Second));
    }

    [Fact]
    public async Task A_timer_that_is_disposed_ends_and_cancels_its_callback()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource begun = new();
        var timer = await Register(grains, new(Second, Second), async (self, stop) =>
        {
            self.Count++;
            begun.SetResult();
            await _gate.Task.WaitAsync(stop);
        });
        grains.Time.Advance(Second);
        await begun.Task;
        timer.Dispose();
        Assert.Equal(1, await CountAfter(grains, 10 * Second));
    }

    [Fact]
    public async Task A_timer_can_be_changed_in_and_out_of_its_callback()
    {
        await using LocalGrains grains = new();
        IGrainTimer? timer = null;
        timer = await Register(grains, new(Second, Second), (self, _) =>
        {
            if (++self.Count == 2) timer!.Change(10 * Second, 3 * Second);
            return Task.CompletedTask;
        });
        timer.Change(2 * Second, Second);
        Assert.Equal(0, await CountAfter(grains, Second));
        Assert.Equal(1, await CountAfter(grains, Second));
        Assert.Equal(2, await CountAfter(grains, Second));
        Assert.Equal(2, await CountAfter(grains, 9 * Second));
        Assert.Equal(3, await CountAfter(grains, Second));
        Assert.Equal(4, await CountAfter(grains, 3 * Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(-2 * Second, Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(Second, TimeSpan.FromDays(50)));
    }

    [Fact]
    public async Task Timers_end_with_the_activation_before_it_is_told()
    {
        await using LocalGrains grains = new();
        CancellationToken token = default;
        var cancelledBefore = false;
        grains.Hooks.OnDeactivate = (_, _, _) =>
        {
            cancelledBefore = token.IsCancellationRequested;
            return Task.CompletedTask;
        };
        await Register(grains, new(Second, Second), (self, stop) =>
        {
            token = stop;
            return Count(self, stop);
        });
        var first = await grains.Plain().Instance();
        Assert.Equal(1, await CountAfter(grains, Second));
        await grains.Runtime.CollectAsync(TimeSpan.Zero);
        Assert.True(cancelledBefore);
        grains.Time.Advance(10 * Second);
        Assert.Equal(0, grains.Runtime.ActivationCount);
        Assert.Equal(1, first.Count);
    }

    [Fact]
    public async Task A_timer_registered_while_the_grain_activates_ticks_after()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource begun = new();
        grains.Hooks.OnActivate = async (self, _) =>
        {
            self.RegisterGrainTimer(Count, self, new(Second, Second));
            begun.SetResult();
            await _gate.Task;
            Assert.Equal(0, self.Count);
        };
        var call = grains.Plain().Instance();
        await begun.Task;
        grains.Time.Advance(Second);
        _gate.SetResult();
        await call;
        Assert.Equal(1, await CountAfter(grains, TimeSpan.Zero));
    }
}
