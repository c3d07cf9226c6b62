using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Tests.LocalRuntime;

public sealed class ActivationTests
{
    [Fact]
    public async Task Requests_wait_until_the_grain_is_activated()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource begun = new(), gate = new();
        grains.Hooks.OnActivate = async (self, _) =>
        {
            begun.SetResult();
            await gate.Task;
            self.Count = 10;
        };

        var counts = new List<int>();
        Task[] calls = [.. Enumerable.Range(0, 3).Select(_ => grains.Plain().Do(self => counts.Add(self.Count++)))];
        var interleaving = grains.Plain().RunInterleaving(_ => Task.CompletedTask);
        await begun.Task;
        Assert.DoesNotContain([.. calls, interleaving], call => call.IsCompleted);
        gate.SetResult();
        await Task.WhenAll([.. calls, interleaving]);
        Assert.Equal([10, 11, 12], counts);
    }

    [Fact]
    public async Task A_failed_activation_fails_those_that_wait_and_the_next_call_tries_anew()
    {
        await using LocalGrains grains = new();
        var attempts = 0;
        TaskCompletionSource begun = new(), gate = new();
        grains.Hooks.OnActivate = async (_, _) =>
        {
            if (++attempts > 1) return;
            begun.SetResult();
            await gate.Task;
            throw new InvalidDataException("no such thing");
        };

        var reference = grains.Plain();
        Task[] calls = [reference.Instance(), grains.Plain().Instance()];
        await begun.Task;
        gate.SetResult();
        foreach (var call in calls) Assert.Equal("no such thing", (await Assert.ThrowsAsync<InvalidDataException>(() => call)).Message);
        Assert.Equal(0, grains.Runtime.ActivationCount);
        await reference.Instance();
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task A_constructor_that_throws_is_a_failed_activation()
    {
        await using LocalGrains grains = new();
        grains.Hooks.OnMade = () => throw new InvalidDataException("not made");
        await Assert.ThrowsAsync<InvalidDataException>(() => grains.Plain().Instance());
        grains.Hooks.OnMade = () => { };
        await grains.Plain().Instance();
    }

    [Fact]
    public async Task The_token_of_an_activation_ends_at_the_response_time_limit()
    {
        await using LocalGrains grains = new();
        TaskCompletionSource begun = new();
        grains.Hooks.OnActivate = async (_, stop) =>
        {
            TaskCompletionSource never = new();
            begun.SetResult();
            await never.Task.WaitAsync(stop);
        };
        var call = grains.Plain().Instance();
        await begun.Task;
        grains.Time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<Exception>(() => call);

        grains.Hooks.OnActivate = (_, _) => Task.CompletedTask;
        await grains.Plain().Instance();
    }

    [Fact]
    public async Task A_grain_has_the_services_of_its_own_scope_until_it_ends()
    {
        await using LocalGrains grains = new();
        var a = (await grains.Plain("a").Instance()).ServiceProvider.GetRequiredService<ScopedThing>();
        var b = (await grains.Plain("b").Instance()).ServiceProvider.GetRequiredService<ScopedThing>();
        Assert.NotSame(a, b);
        Assert.False(a.IsDisposed);
        await grains.Runtime.CollectAsync(TimeSpan.Zero);
        Assert.True(a.IsDisposed && b.IsDisposed);
    }

    [Fact]
    public async Task Each_key_has_one_activation_whatever_races()
    {
        await using LocalGrains grains = new();
        var made = 0;
        grains.Hooks.OnMade = () => Interlocked.Increment(ref made);
        grains.Hooks.OnActivate = async (_, _) => await Task.Yield();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var key = 0; key < 1_000; key++) await grains.Plain($"{key}").Do(self => self.Count++);
        })));
        Assert.Equal(1_000, made);
        for (var key = 0; key < 1_000; key++) Assert.Equal(8, (await grains.Plain($"{key}").Instance()).Count);
    }

    [Fact]
    public async Task A_grain_can_call_others_while_it_activates()
    {
        await using LocalGrains grains = new();
        grains.Hooks.OnActivate = async (self, _) =>
        {
            if (self.GetPrimaryKeyString() == "b") self.Count = 5;
            else self.Count = (await self.GrainFactory.GetGrain<IReentrantScriptGrain>("b").Instance()).Count;
        };
        Assert.Equal(5, (await grains.Plain("a").Instance()).Count);
    }
}
