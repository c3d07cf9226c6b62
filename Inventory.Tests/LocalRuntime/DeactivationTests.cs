namespace Inventory.Tests.LocalRuntime;

public sealed class DeactivationTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_grain_that_deactivates_itself_ends_after_its_requests_and_the_next_call_makes_another()
    {
        await using LocalGrains grains = new();
        List<DeactivationReasonCode> reasons = [];
        grains.Hooks.OnDeactivate = (_, reason, _) =>
        {
            reasons.Add(reason.ReasonCode);
            return Task.CompletedTask;
        };
        TaskCompletionSource gate = new();
        var first = await grains.Plain().Instance();
        var running = grains.Plain().Run(async self =>
        {
            self.DeactivateOnIdle();
            await gate.Task;
            Assert.Empty(reasons);
        });
        var waiting = grains.Plain().Instance();
        gate.SetResult();
        await running;
        Assert.NotSame(first, await waiting);
        Assert.Equal([DeactivationReasonCode.ApplicationRequested], reasons);
    }

    [Fact]
    public async Task Calls_that_arrive_during_deactivation_go_to_the_next_activation_when_it_is_over()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource begun = new(), gate = new();
        var made = 0;
        grains.Hooks.OnMade = () => made++;
        grains.Hooks.OnDeactivate = async (_, _, _) =>
        {
            begun.TrySetResult();
            await gate.Task;
        };
        var first = await grains.Plain().Instance();
        var collecting = grains.Runtime.CollectAsync(TimeSpan.Zero);
        await begun.Task;
        Task<ScriptGrain>[] calls = [grains.Plain().Instance(), grains.Plain().Instance()];
        var interleaving = grains.Plain().RunInterleaving(_ => Task.CompletedTask);
        Assert.Equal(1, made);
        gate.SetResult();
        var seconds = await Task.WhenAll(calls);
        await interleaving;
        await collecting;
        Assert.NotSame(first, seconds[0]);
        Assert.Same(seconds[0], seconds[1]);
        Assert.Equal(2, made);
    }

    [Fact]
    public async Task A_deactivation_that_throws_is_over_all_the_same()
    {
        await using LocalGrains grains = new();
        grains.Hooks.OnDeactivate = (_, _, _) => throw new InvalidDataException();
        await grains.Plain().Instance();
        await grains.Runtime.CollectAsync(TimeSpan.Zero);
        Assert.Equal(0, grains.Runtime.ActivationCount);
        await grains.Plain().Instance();
    }

    [Fact]
    public async Task A_grain_that_deactivates_itself_whenever_it_activates_still_answers()
    {
        await using LocalGrains grains = new();
        grains.Hooks.OnActivate = (self, _) =>
        {
            self.DeactivateOnIdle();
            return Task.CompletedTask;
        };
        var instances = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => grains.Plain().Instance()));
        Assert.Equal(10, instances.Distinct().Count());
    }

    [Fact]
    public async Task Unused_grains_are_collected_and_used_ones_stay()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource<DeactivationReason> reason = new();
        grains.Hooks.OnDeactivate = (self, why, _) =>
        {
            Assert.Equal("unused", self.GetPrimaryKeyString());
            reason.SetResult(why);
            return Task.CompletedTask;
        };
        await grains.Plain("unused").Instance();
        var used = await grains.Plain("used").Instance();
        grains.Time.Advance(10 * Minute);
        Assert.Same(used, await grains.Plain("used").Instance());
        grains.Time.Advance(5 * Minute);
        Assert.Equal(DeactivationReasonCode.ActivationIdle, (await reason.Task).ReasonCode);
        Assert.Same(used, await grains.Plain("used").Instance());
    }

    [Fact]
    public async Task A_grain_with_a_request_under_way_is_not_collected()
    {
        await using LocalGrains grains = new(options => options.ResponseTimeout = TimeSpan.FromHours(2));
        var first = await grains.Plain().Instance();
        TaskCompletionSource gate = new();
        var call = grains.Plain().Run(async _ => await gate.Task);
        grains.Time.Advance(60 * Minute);
        await grains.Runtime.CollectAsync(TimeSpan.Zero);
        gate.SetResult();
        await call;
        Assert.Same(first, await grains.Plain().Instance());
    }

    [Fact]
    public async Task A_grain_can_delay_its_collection()
    {
        await using LocalGrains grains = new();
        var first = await grains.Plain().Instance();
        first.DelayDeactivation(TimeSpan.FromHours(1));
        await grains.Runtime.CollectAsync(TimeSpan.Zero);
        Assert.Equal(1, grains.Runtime.ActivationCount);
        first.DelayDeactivation(Timeout.InfiniteTimeSpan);
        grains.Time.Advance(TimeSpan.FromDays(30));
        await grains.Runtime.CollectAsync(TimeSpan.Zero);
        Assert.Equal(1, grains.Runtime.ActivationCount);
        first.DelayDeactivation(TimeSpan.Zero);
        await grains.Runtime.CollectAsync(TimeSpan.Zero);
        Assert.Equal(0, grains.Runtime.ActivationCount);
    }

    [Fact]
    public async Task Stopping_deactivates_all_grains_after_their_requests_and_refuses_new_ones()
    {
        await using LocalGrains grains = new();
        List<DeactivationReasonCode> reasons = [];
        grains.Hooks.OnDeactivate = (_, reason, _) =>
        {
            lock (reasons) reasons.Add(reason.ReasonCode);
            return Task.CompletedTask;
        };
        TaskCompletionSource gate = new();
        for (var key = 0; key < 100; key++) await grains.Plain($"{key}").Instance();
        var running = grains.Plain("0").Run(async _ => await gate.Task);
        var waiting = grains.Plain("0").Instance();

        var stopping = grains.Runtime.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        gate.SetResult();
        await stopping;
        await running;
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        await Assert.ThrowsAsync<InvalidOperationException>(() => grains.Plain("new").Instance());
        Assert.Equal(Enumerable.Repeat(DeactivationReasonCode.ShuttingDown, 100), reasons);
        Assert.Equal(0, grains.Runtime.ActivationCount);
    }

    [Fact]
    public async Task Stopping_hurries_grains_up_and_ends_when_the_host_stops_waiting()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource begun = new(), hurried = new(), never = new();
        grains.Hooks.OnDeactivate = async (_, _, hurry) =>
        {
            await using var registration = hurry.Register(hurried.SetResult);
            begun.SetResult();
            await never.Task;
        };
        await grains.Plain().Instance();
        using CancellationTokenSource patience = new();
        var stopping = grains.Runtime.StopAsync(patience.Token);
        await begun.Task;
        await patience.CancelAsync();
        await stopping;
        await hurried.Task;
    }

    /// <summary>Two activations of one key at once would both be in the count of the living.</summary>
    [Fact]
    public async Task No_call_is_lost_and_no_key_lives_twice_while_grains_come_and_go()
    {
        await using LocalGrains grains = new();
        const int Keys = 4, Callers = 8, Calls = 2_000;
        var alive = new int[Keys];
        var answered = 0;
        int Key(ScriptGrain self) => int.Parse(self.GetPrimaryKeyString(), System.Globalization.CultureInfo.InvariantCulture);
        grains.Hooks.OnActivate = async (self, _) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref alive[Key(self)]));
            await Task.Yield();
        };
        grains.Hooks.OnDeactivate = async (self, _, _) =>
        {
            await Task.Yield();
            Assert.Equal(0, Interlocked.Decrement(ref alive[Key(self)]));
        };

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var call = 0; call < Calls; call++)
            {
                await grains.Plain($"{(caller + call) % Keys}").Run(async self =>
                {
                    if (call % 7 == 0) self.DeactivateOnIdle();
                    if (call % 3 == 0) await Task.Yield();
                    Interlocked.Increment(ref answered);
                });
                if (call % 50 == 0) await grains.Runtime.CollectAsync(TimeSpan.Zero);
            }
        })));

        Assert.Equal(Callers * Calls, answered);
        await grains.Runtime.CollectAsync(TimeSpan.Zero);
        Assert.Equal((0, 0), (grains.Runtime.ActivationCount, grains.Runtime.PendingCallCount));
        Assert.All(alive, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task Ten_thousand_grains_are_forgotten_when_they_end()
    {
        await using LocalGrains grains = new();
        WeakReference first = await MakeAll(grains);
        Assert.Equal(10_000, grains.Runtime.ActivationCount);
        await grains.Runtime.CollectAsync(TimeSpan.Zero);
        Assert.Equal(0, grains.Runtime.ActivationCount);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(first.IsAlive);

        static async Task<WeakReference> MakeAll(LocalGrains grains)
        {
            await Task.WhenAll(Enumerable.Range(0, 10_000).Select(key => grains.Plain($"{key}").Instance()));
            return new(await grains.Plain("0").Instance());
        }
    }
}
