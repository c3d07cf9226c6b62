using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Resources;

/// <summary>Holds by a clock that the test moves.</summary>
public sealed class HoldExpiryTimerTests : IAsyncLifetime
{
    private const string Type = "Car";

    private readonly FakeTimeProvider _clock = Sample.Clock();
    private readonly MemoryStore _store;
    private GrainCluster _cluster = null!;
    private IResourceGrain _car = null!;

    public HoldExpiryTimerTests() => _store = new(_clock);

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_store, silos: 1, clock: _clock);
        _car = _cluster.Grains.GetResource((await _cluster.Grains.GetRegistry(Type).Create(new("Car1", default))).Resource!.Id);
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_confirm_a_moment_before_the_expiry_succeeds_and_one_at_the_expiry_never_does()
    {
        var (first, second) = (await HoldAsync(0, seconds: 10), await HoldAsync(10, seconds: 10));
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(ConfirmStatus.Firm, (await Confirm(first)).Status);
        _clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(ConfirmStatus.HoldExpired, (await Confirm(second)).Status);
        Assert.Equal(ConfirmStatus.Firm, (await Confirm(first)).Status);
    }

    [Fact]
    public async Task From_the_expiry_on_the_time_is_free_before_the_timer_has_said_so()
    {
        var hold = await HoldAsync(0, seconds: 10);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(await ChangesAsync(), change => change is ResourceEvent.Expired);
        Assert.Equal(FindAllocationStatus.NoSuchAllocation, (await _car.FindAllocation(Type, hold.Id)).Status);
        Assert.True((await Allocate(0, null)).IsAllocated);
        Assert.IsType<ResourceEvent.Expired>((await ChangesAsync())[^2]);
    }

    [Fact]
    public async Task The_timer_says_once_of_each_hold_that_it_is_over()
    {
        var holds = new[] { await HoldAsync(0, seconds: 30), await HoldAsync(10, seconds: 10), await HoldAsync(20, seconds: 20) };
        foreach (var expired in new[] { 1, 2, 3 })
        {
            _clock.Advance(TimeSpan.FromSeconds(10.5));
            await _store.WaitForEventsAsync(4 + expired - 1, default).WaitAsync(TimeSpan.FromSeconds(60));
            // In the turn in which it learns of its commit the grain sets the timer again: not before that may the clock go on.
            await _car.Drain();
        }
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(
            [new ResourceEvent.Expired(holds[1].Id), new ResourceEvent.Expired(holds[2].Id), new ResourceEvent.Expired(holds[0].Id)],
            (await ChangesAsync()).OfType<ResourceEvent.Expired>());
    }

    [Fact]
    public async Task A_hold_may_last_longer_than_a_timer_can()
    {
        var hold = await HoldAsync(0, seconds: 60 * 86_400);
        Assert.True((await Allocate(50, null)).IsAllocated);
        _clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal(FindAllocationStatus.Found, (await _car.FindAllocation(Type, hold.Id)).Status);
        await _car.Drain();
        _clock.Advance(TimeSpan.FromDays(21));
        await _store.WaitForEventsAsync(3, default).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(new ResourceEvent.Expired(hold.Id), (await ChangesAsync())[^1]);
    }

    [Fact]
    public async Task What_could_not_be_written_down_while_the_store_was_down_is_afterwards()
    {
        var hold = await HoldAsync(0, seconds: 10);
        _store.IsDown = true;
        _clock.Advance(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Allocate(50, null));
        _store.IsDown = false;
        _clock.Advance(TimeSpan.FromSeconds(11));
        await _store.WaitForEventsAsync(2, default).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(new ResourceEvent.Expired(hold.Id), (await ChangesAsync())[^1]);
    }

    [Fact]
    public async Task After_a_day_an_expired_hold_and_a_key_are_forgotten()
    {
        var hold = await HoldAsync(0, seconds: 10);
        var request = new AllocateRequest { ResourceType = Type, Interval = Sample.Interval(100, 110), Details = new() { Type = "booking" }, Key = new("k", 1) };
        var keyed = (await _car.Allocate(request)).Allocation!;
        _clock.Advance(TimeSpan.FromSeconds(11));
        await _store.WaitForEventsAsync(3, default).WaitAsync(TimeSpan.FromSeconds(60));
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(ConfirmStatus.HoldExpired, (await Confirm(hold)).Status);
        Assert.Equal(keyed.Id, (await _car.Allocate(request)).Allocation?.Id);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ConfirmStatus.NoSuchAllocation, (await Confirm(hold)).Status);
        Assert.Equal(AllocateStatus.Refused, (await _car.Allocate(request)).Status);
    }

    private async Task<Allocation> HoldAsync(long from, int seconds) => (await Allocate(from, TimeSpan.FromSeconds(seconds))).Allocation!;

    private Task<AllocateResult> Allocate(long from, TimeSpan? hold) =>
        _car.Allocate(new() { ResourceType = Type, Interval = Sample.Interval(from, from + 10), Details = new() { Type = "booking" }, Hold = hold });

    private Task<ConfirmResult> Confirm(Allocation hold) => _car.Confirm(new() { ResourceType = Type, AllocationId = hold.Id });

    private async Task<ResourceEvent[]> ChangesAsync() => [.. (await _store.ReadEventsAsync(0, int.MaxValue, default)).Select(e => e.Change)];
}
