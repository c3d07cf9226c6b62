using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Resources;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Resources;

/// <summary>Waiting lists by a clock that the test moves.</summary>
public sealed class WaitingTimerTests : IAsyncLifetime
{
    private const string Type = "Car";

    private readonly FakeTimeProvider _clock = Sample.Clock();
    private readonly MemoryStore _store;
    private GrainCluster _cluster = null!;
    private Guid _id;
    private IResourceGrain _car = null!;

    public WaitingTimerTests() => _store = new(_clock);

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_store, silos: 1, clock: _clock);
        _id = (await _cluster.Grains.GetRegistry(Type).Create(new("Car1", default))).Resource!.Id;
        _car = _cluster.Grains.GetResource(_id);
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_timer_grants_what_the_clock_frees_and_passes_it_on()
    {
        var hold = (await Allocate(TimeSpan.FromSeconds(10))).Allocation!;
        var (ann, bob) = (await WaitAsync("user:ann", seconds: 60), await WaitAsync("user:bob", seconds: 60));
        _clock.Advance(TimeSpan.FromSeconds(10.5));
        // Created, held, two wait; then expired and granted.
        await _store.WaitForEventsAsync(5, default).WaitAsync(TimeSpan.FromSeconds(60));
        await _car.Drain();
        Assert.Equal(AllocationStage.Granted, (await StageOf(ann)).Stage);
        Assert.Equal(new ResourceEvent.Expired(hold.Id), (await ChangesAsync())[^2]);

        _clock.Advance(TimeSpan.FromSeconds(60.5));
        await _store.WaitForEventsAsync(7, default).WaitAsync(TimeSpan.FromSeconds(60));
        await _car.Drain();
        Assert.Equal((AllocationStage.Lapsed, AllocationStage.Granted), ((await StageOf(ann)).Stage, (await StageOf(bob)).Stage));
        Assert.Equal(ChangeWaitingStatus.GrantExpired, (await ChangeAsync(ann, WaitingAction.Accept)).Status);
        Assert.Equal(ChangeWaitingStatus.Changed, (await ChangeAsync(bob, WaitingAction.Accept)).Status);
        _clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(AllocationStage.None, (await StageOf(bob)).Stage);
    }

    [Fact]
    public async Task Whoever_comes_at_the_very_moment_of_an_expiry_is_behind_those_who_wait()
    {
        await Allocate(TimeSpan.FromSeconds(10));
        var ann = await WaitAsync("user:ann", seconds: 60);
        // The timer comes a little later.
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(AllocateStatus.Refused, (await Allocate(null)).Status);
        Assert.Equal(AllocationStage.Granted, (await StageOf(ann)).Stage);
    }

    [Fact]
    public async Task Readers_see_the_grant_and_never_the_time_free()
    {
        await Allocate(TimeSpan.FromSeconds(10));
        await WaitAsync("user:ann", seconds: 60);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Single((await _car.ListAllocations(new() { ResourceType = Type, Window = Interval.Always, Limit = 9 })).Allocations, allocation => allocation.Stage == AllocationStage.Granted);
    }

    [Fact]
    public async Task Of_a_hundred_who_race_nobody_gets_what_the_first_waits_for()
    {
        for (var round = 0; round < TestSettings.Trials(20); round++)
        {
            var taken = (await Allocate(null)).Allocation!;
            var (ann, bob) = (await WaitAsync("user:ann", seconds: 600), await WaitAsync("user:bob", seconds: 600));
            var racers = Enumerable.Range(0, 100).Select(_ => Task.Run(() => Allocate(null))).ToList();
            var released = Task.Run(() => _car.Release(new() { ResourceType = Type, AllocationId = taken.Id }));
            Assert.All(await Task.WhenAll(racers), result => Assert.Equal(AllocateStatus.Refused, result.Status));
            Assert.Equal(ReleaseStatus.Released, (await released).Status);
            Assert.Equal((AllocationStage.Granted, AllocationStage.Waiting), ((await StageOf(ann)).Stage, (await StageOf(bob)).Stage));
            await ChangeAsync(ann, WaitingAction.Remove);
            Assert.Equal(AllocationStage.Granted, (await StageOf(bob)).Stage);
            await ChangeAsync(bob, WaitingAction.Remove);
        }
    }

    [Fact]
    public async Task The_list_of_a_type_goes_on_where_a_crash_stopped_it()
    {
        await Allocate(null);
        var list = _cluster.Grains.GetWaitingList(Type);
        var entry = (await list.Wait(Request("user:ann", 600))).Entry!;
        var taken = (await _car.ListAllocations(new() { ResourceType = Type, Window = Interval.Always, Limit = 9 })).Allocations[0];
        await _car.Release(new() { ResourceType = Type, AllocationId = taken.Id });
        // The offer may not have arrived: looking after the lists repeats it.
        await list.Resume();
        await Eventually.HoldsAsync(async () => (await list.Find(entry.Id))!.Waiting.Entry.Stage == AllocationStage.Granted, () => "It is not granted.");
        Assert.Equal(_id, (await list.Find(entry.Id))!.Resource);
        Assert.Equal(1, await list.Resume());
        await list.Change(new() { ResourceType = Type, EntryId = entry.Id, Action = WaitingAction.Accept });
        await list.Resume();
        Assert.Equal(0, await list.Resume());
    }

    private async Task<Guid> WaitAsync(string who, int seconds)
    {
        var result = await _car.Wait(Request(who, seconds));
        Assert.Equal(WaitStatus.Waiting, result.Status);
        return result.Entry!.Id;
    }

    private static WaitRequest Request(string who, int seconds) => new()
    {
        ResourceType = Type,
        Interval = Time,
        Details = new() { Type = "booking" },
        AcceptWithin = TimeSpan.FromSeconds(seconds),
        Until = Time.To,
        RequestedBy = new Caller(who),
    };

    private static Interval Time { get; } = new(new(4_000_000_000_000_000), new(4_000_000_010_000_000));

    private Task<AllocateResult> Allocate(TimeSpan? hold) => _car.Allocate(new() { ResourceType = Type, Interval = Time, Details = new() { Type = "booking" }, Hold = hold });

    private async Task<Allocation> StageOf(Guid entry) => (await _car.FindWaiting(Type, entry))!.Entry;

    private Task<ChangeWaitingResult> ChangeAsync(Guid entry, WaitingAction action) => _car.ChangeWaiting(new() { ResourceType = Type, EntryId = entry, Action = action });

    private async Task<ResourceEvent[]> ChangesAsync() => [.. (await _store.ReadEventsAsync(0, int.MaxValue, default)).Select(e => e.Change)];
}
