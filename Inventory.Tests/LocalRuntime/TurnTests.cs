namespace Inventory.Tests.LocalRuntime;

public sealed class TurnTests
{
    [Fact]
    public async Task A_grain_runs_one_request_at_a_time_in_order_of_arrival()
    {
        await using LocalGrains grains = new();
        var grain = grains.Plain();
        TaskCompletionSource gate = new();
        List<string> order = [];

        var first = grain.Run(async _ =>
        {
            order.Add("first begins");
            await gate.Task;
            order.Add("first ends");
        });
        Task[] others = [.. Enumerable.Range(0, 3).Select(number => grain.Do(_ => order.Add($"{number}")))];
        Assert.DoesNotContain(others, call => call.IsCompleted);
        gate.SetResult();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(["first begins", "first ends", "0", "1", "2"], order);
    }

    [Fact]
    public async Task A_call_of_an_idle_grain_runs_on_the_callers_thread()
    {
        await using LocalGrains grains = new();
        var grain = grains.Plain();
        await grain.Instance();

        var thread = 0;
        var caller = Environment.CurrentManagedThreadId;
        var call = grain.Do(_ => thread = Environment.CurrentManagedThreadId);

        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal(caller, thread);
    }

    [Fact]
    public async Task What_follows_an_await_comes_back_to_the_grains_scheduler()
    {
        await using LocalGrains grains = new();
        List<TaskScheduler> seen = [];
        await grains.Plain().Instance();
        await grains.Plain().Run(async _ =>
        {
            seen.Add(TaskScheduler.Current);
            await Task.Run(() => Assert.Same(TaskScheduler.Default, TaskScheduler.Current));
            seen.Add(TaskScheduler.Current);
            await Task.Yield();
            seen.Add(TaskScheduler.Current);
            await Task.Factory.StartNew(
                () => seen.Add(TaskScheduler.Current), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        });

        Assert.Equal(4, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.NotSame(TaskScheduler.Default, seen[0]);
    }

    [Fact]
    public async Task The_callers_synchronization_context_stays_outside()
    {
        await using LocalGrains grains = new();
        var grain = grains.Plain();
        await grain.Instance();
        SynchronizationContext mine = new();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(mine);
        try
        {
            SynchronizationContext? inside = mine;
            var call = grain.Do(_ => inside = SynchronizationContext.Current);
            Assert.True(call.IsCompleted);
            Assert.Null(inside);
            Assert.Same(mine, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>A call within the continuation ends at once only if nobody has the turn.</summary>
    [Fact]
    public async Task The_caller_goes_on_outside_of_the_grains_turn()
    {
        await using LocalGrains grains = new();
        var grain = grains.Plain();
        await Task.Run(async () =>
        {
            for (var round = 0; round < 1_000; round++)
            {
                await grain.Run(async _ => await Task.Yield());
                Assert.Same(TaskScheduler.Default, TaskScheduler.Current);
                await Task.Run(() => Assert.True(grain.Do(_ => { }).IsCompleted));
            }
        });
    }

    [Fact]
    public async Task A_caller_that_blocks_its_thread_does_not_block_the_other_callers()
    {
        await using LocalGrains grains = new();
        var grain = grains.Reentrant();
        TaskCompletionSource gate = new();
        using SemaphoreSlim otherIsAnswered = new(0);
        await grain.Instance();

        async Task Blocking()
        {
            await grain.Run(async _ => await gate.Task).ConfigureAwait(false);
            Assert.True(otherIsAnswered.Wait(TimeSpan.FromSeconds(30)));
        }

        async Task Other()
        {
            await grain.Run(async _ => await gate.Task).ConfigureAwait(false);
            otherIsAnswered.Release();
        }

        Task[] callers = [Blocking(), Other(), Blocking(), Other()];
        gate.SetResult();
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Grains_that_call_each_other_do_not_run_in_each_others_turn()
    {
        await using LocalGrains grains = new();
        await grains.Plain("b").Instance();
        await grains.Plain("a").Instance();
        await grains.Plain("a").Run(async _ =>
        {
            var mine = TaskScheduler.Current;
            var inner = grains.Plain("b").Do(_ => Assert.NotSame(mine, TaskScheduler.Current));
            Assert.True(inner.IsCompletedSuccessfully);
            Assert.Same(mine, TaskScheduler.Current);
            await grains.Plain("b").Run(async _ => await Task.Yield());
            Assert.Same(mine, TaskScheduler.Current);
        });
    }

    /// <summary>On threads with small stacks, more and more used beforehand, so that the end comes at all places within a call.</summary>
    [Fact]
    public async Task A_chain_of_grains_longer_than_the_stack_goes_on_in_another_thread()
    {
        await using LocalGrains grains = new();
        const int Length = 1_000;
        await Task.WhenAll(Enumerable.Range(0, Length + 1).Select(number => grains.Plain($"{number}").Instance()));
        for (var used = 0; used < 4_096; used += 64)
        {
            HashSet<int> threads = [];

            Task Step(int number) => grains.Plain($"{number}").Run(async _ =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                if (number < Length) await Step(number + 1);
            });

            var chain = Task.CompletedTask;
            Thread thread = new(() => Use(stackalloc byte[used + 64], () => chain = Step(0)), maxStackSize: 400_000);
            thread.Start();
            thread.Join();
            await chain;
            Assert.True(threads.Count > 1, "The chain is too short to reach the end of the stack.");
        }

        static void Use(Span<byte> stack, Action code)
        {
            stack.Clear();
            code();
        }
    }

    [Fact]
    public async Task Async_locals_of_the_caller_flow_and_those_of_the_grain_do_not_flow_back()
    {
        await using LocalGrains grains = new();
        AsyncLocal<string> local = new();
        var grain = grains.Plain();
        for (var round = 0; round < 2; round++)
        {
            local.Value = "caller";
            var seen = "";
            await grain.Run(async _ =>
            {
                seen = local.Value;
                local.Value = "grain";
                await Task.Yield();
            });
            Assert.Equal(("caller", "caller"), (seen, local.Value));
        }
    }
}
