using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains.Resources;

/// <summary>Two clusters that know nothing of each other over the same data: what happens when a runtime holds two activations of one grain.</summary>
public sealed class TwoActivationsTests : IAsyncLifetime
{
    private const string Type = "Car";

    private readonly MemoryStore _leftStore = new();
    private readonly MemoryStore _rightStore;
    private GrainCluster _left = null!;
    private GrainCluster _right = null!;
    private Resource _car = null!;

    public TwoActivationsTests() => _rightStore = _leftStore.Share();

    public async ValueTask InitializeAsync()
    {
        _left = await GrainCluster.StartAsync(_leftStore, silos: 1);
        _right = await GrainCluster.StartAsync(_rightStore, silos: 1);
        _car = (await _left.Grains.GetRegistry(Type).Create(new("Car1", default))).Resource!;
        Assert.NotNull(await On(_right).Read(Type));
    }

    public async ValueTask DisposeAsync()
    {
        await _left.DisposeAsync();
        await _right.DisposeAsync();
    }

    [Fact]
    public async Task The_fence_lets_one_win_and_both_go_on()
    {
        for (var round = 0; round < 50; round++)
        {
            var results = await Task.WhenAll(Allocate(_left, round, round + 1), Allocate(_right, round, round + 1));
            var winner = Assert.Single(results, result => result.IsAllocated).Allocation!;
            Assert.Equal([winner.Id], results.Single(result => !result.IsAllocated).Judgement.Conflicts.Select(conflict => conflict.Id));
        }
        await AssertStoredAsync(50);
    }

    [Fact]
    public async Task What_was_decided_behind_a_fenced_commit_is_decided_again()
    {
        _leftStore.Hold();
        var first = Allocate(_left, 0, 10);
        await _leftStore.UntilHeldAsync(1);
        var second = Allocate(_left, 20, 30);
        await _leftStore.UntilHeldAsync(2);

        // It takes the version of the first, and the time of the second: the second's version follows on the other's.
        Assert.True((await Allocate(_right, 20, 30)).IsAllocated);
        _leftStore.Release();
        Assert.True((await first).IsAllocated);
        Assert.Equal(AllocateStatus.Refused, (await second).Status);
        await AssertStoredAsync(2);
    }

    [Fact]
    public async Task What_was_decided_behind_a_commit_that_failed_is_decided_again()
    {
        _leftStore.Hold();
        var first = Allocate(_left, 0, 10);
        await _leftStore.UntilHeldAsync(1);
        var second = Allocate(_left, 20, 30);
        await _leftStore.UntilHeldAsync(2);
        _leftStore.FailBeforeWrite();
        _leftStore.Release(1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => first);

        Assert.True((await Allocate(_right, 20, 30)).IsAllocated);
        _leftStore.Release();
        Assert.Equal(AllocateStatus.Refused, (await second).Status);
        await AssertStoredAsync(1);
    }

    [Fact]
    public async Task Many_callers_of_both_leave_no_overlap_and_all_that_was_acknowledged()
    {
        var seed = Seed.Next();
        var calls = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var (random, count) = (new Random(seed + caller), 0);
            for (var step = 0; step < 60; step++)
                count += await TryAllocateAsync(caller % 2 == 0 ? _left : _right, random.Next(300)) ? 1 : 0;
            return count;
        }));
        await AssertStoredAsync((await Task.WhenAll(calls)).Sum());
    }

    /// <summary>Fenced ten times in a row, a call gives up, having done nothing.</summary>
    private async Task<bool> TryAllocateAsync(GrainCluster cluster, int from)
    {
        try
        {
            return (await Allocate(cluster, from, from + 5)).IsAllocated;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private Task<AllocateResult> Allocate(GrainCluster cluster, long from, long to) =>
        On(cluster).Allocate(new() { ResourceType = Type, Interval = Sample.Interval(from, to), Details = new() { Type = "booking" } });

    private IResourceGrain On(GrainCluster cluster) => cluster.Grains.GetResource(_car.Id);

    private async Task AssertStoredAsync(int count)
    {
        var stored = (await _rightStore.LoadResourceAsync(_car.Id, default))!;
        Assert.Equal(count, stored.Allocations.Count);
        Assert.Equal(count, Calendar.Of(stored.Allocations).Count); // Which it would not be if two overlapped.
    }
}
