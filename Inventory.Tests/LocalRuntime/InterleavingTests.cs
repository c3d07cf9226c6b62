namespace Inventory.Tests.LocalRuntime;

public sealed class InterleavingTests
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_reentrant_grain_interleaves_at_awaits()
    {
        await using LocalGrains grains = new();
        var first = grains.Reentrant().Run(async _ => await _gate.Task);
        await grains.Reentrant().Do(_ => _gate.SetResult());
        await first;
    }

    [Fact]
    public async Task A_method_that_always_interleaves_overtakes_those_that_wait()
    {
        await using LocalGrains grains = new();
        var order = "";
        var first = grains.Plain().Run(async _ => await _gate.Task);
        var second = grains.Plain().Do(_ => order += "second");
        await grains.Plain().RunInterleaving(_ =>
        {
            order += "interleaving ";
            _gate.SetResult();
            return Task.CompletedTask;
        });
        await Task.WhenAll(first, second);
        Assert.Equal("interleaving second", order);
    }

    [Fact]
    public async Task A_method_that_always_interleaves_holds_nobody_up()
    {
        await using LocalGrains grains = new();
        var first = grains.Plain().RunInterleaving(async _ => await _gate.Task);
        await grains.Plain().Do(_ => _gate.SetResult());
        await first;
    }

    [Fact]
    public async Task Read_only_requests_interleave_and_others_wait_for_all_of_them()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource secondGate = new();
        var readOnly = grains.Plain().RunReadOnly(async _ => await _gate.Task);
        var another = grains.Plain().RunReadOnly(async _ => await secondGate.Task);
        var write = grains.Plain().Do(_ => { });
        await grains.Plain().RunReadOnly(_ => Task.CompletedTask);

        _gate.SetResult();
        await readOnly;
        await grains.Plain().RunReadOnly(_ => Task.CompletedTask);
        Assert.False(write.IsCompleted);
        secondGate.SetResult();
        await another;
        await write;
    }

    [Fact]
    public async Task Read_only_requests_wait_for_others()
    {
        await using LocalGrains grains = new();
        var write = grains.Plain().Run(async _ => await _gate.Task);
        var readOnly = grains.Plain().RunReadOnly(_ => Task.CompletedTask);
        await grains.Plain().RunInterleaving(_ => Task.CompletedTask);
        Assert.False(readOnly.IsCompleted);
        _gate.SetResult();
        await Task.WhenAll(write, readOnly);
    }

    /// <summary>Loses counts, or sees another within, if two turns ever run at once.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Turns_never_run_in_parallel(bool reentrant)
    {
        await using LocalGrains grains = new();
        var grain = reentrant ? grains.Reentrant() : grains.Plain();
        var inTurn = 0;
        var counted = 0;
        const int Callers = 8, Calls = 2_000, Turns = 3;

        void Turn()
        {
            Assert.Equal(1, Interlocked.Increment(ref inTurn));
            counted++;
            Assert.Equal(0, Interlocked.Decrement(ref inTurn));
        }

        async Task Script(ScriptGrain _)
        {
            Turn();
            await Task.Yield();
            Turn();
            await Task.Run(() => { });
            Turn();
        }

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var call = 0; call < Calls; call++) await grain.Run(Script);
        })));
        Assert.Equal(Callers * Calls * Turns, counted);
        Assert.Equal(0, grains.Runtime.PendingCallCount);
    }

    [Fact]
    public async Task Requests_of_a_plain_grain_never_overlap_under_load()
    {
        await using LocalGrains grains = new();
        var running = 0;
        const int Callers = 8, Calls = 2_000;
        var counted = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var call = 0; call < Calls; call++)
                await grains.Plain().Run(async _ =>
                {
                    Assert.Equal(1, ++running);
                    if ((caller + call) % 2 == 0) await Task.Yield();
                    counted++;
                    Assert.Equal(0, --running);
                });
        })));
        Assert.Equal(Callers * Calls, counted);
    }
}
