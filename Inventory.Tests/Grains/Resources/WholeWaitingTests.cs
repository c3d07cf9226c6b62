using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Resources;

/// <summary>Those who wait for a whole, by a clock that the test moves, on silos that share nothing but the store.</summary>
public sealed class WholeWaitingTests : IAsyncLifetime
{
    private const string Type = "Room";

    private readonly FakeTimeProvider _clock = Sample.Clock();
    private readonly MemoryStore _store;
    private readonly List<Guid> _rooms = [];
    private readonly List<Guid> _halls = [];
    private GrainCluster _cluster = null!;

    public WholeWaitingTests() => _store = new(_clock);

    private static Interval Time { get; } = new(new(4_000_000_000_000_000), new(4_000_000_010_000_000));

    // Two halls share the second of three rooms.
    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_store, clock: _clock, isApart: true);
        var registry = _cluster.Grains.GetRegistry(Type);
        foreach (var name in new[] { "a", "b", "c" })
            _rooms.Add((await registry.Create(new(name, default))).Resource!.Id);
        foreach (var parts in new Guid[][] { [_rooms[0], _rooms[1]], [_rooms[2], _rooms[1]] })
            _halls.Add((await registry.Create(new($"hall {parts[0]}", default) { Parts = [.. parts] })).Resource!.Id);
        await _cluster.SpreadAsync(_rooms.Concat(_halls).Select(Grain));
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Of_a_hundred_who_race_for_the_rooms_and_halls_nobody_gets_what_the_first_waits_for()
    {
        for (var round = 0; round < TestSettings.Trials(4); round++)
        {
            // The shared room is given back, or a hall and so both of its rooms.
            var (freed, raced) = round % 2 == 0 ? (_rooms[1], (Guid[])[_rooms[1], .. _halls]) : (_halls[0], [_rooms[0], _rooms[1], .. _halls]);
            var taken = (await AllocateAsync(freed)).Allocation!;
            var (ann, bob, cem) = (await WaitAsync(_halls[0], "user:ann"), await WaitAsync(_rooms[1], "user:bob"), await WaitAsync(_halls[1], "user:cem"));
            var racers = Enumerable.Range(0, 100).Select(n => Task.Run(() => AllocateAsync(raced[n % raced.Length]))).ToList();
            var released = Task.Run(() => Grain(freed).Release(new() { ResourceType = Type, AllocationId = taken.Id }));
            Assert.All(await Task.WhenAll(racers).WaitAsync(TimeSpan.FromSeconds(120)), result => Assert.Equal(AllocateStatus.Refused, result.Status));
            Assert.Equal(ReleaseStatus.Released, (await released).Status);
            Assert.Equal((AllocationStage.Granted, AllocationStage.Waiting), (await StageOf(_halls[0], ann), await StageOf(_rooms[1], bob)));
            foreach (var part in _rooms[..2])
                Assert.Equal(new WholeAllocation(_halls[0], ann), Assert.Single(await AllocationsOf(part)).Whole);
            await EndAsync(_halls[0], ann);
            Assert.Equal((AllocationStage.Granted, AllocationStage.Waiting), (await StageOf(_rooms[1], bob), await StageOf(_halls[1], cem)));
            await EndAsync(_rooms[1], bob);
            Assert.Equal(AllocationStage.Granted, await StageOf(_halls[1], cem));
            await EndAsync(_halls[1], cem);
            Assert.Empty(await AllocationsOf(_rooms[1]));
        }
    }

    [Fact]
    public async Task Of_wholes_that_share_a_part_the_first_gets_it_and_passes_it_on()
    {
        var taken = (await AllocateAsync(_rooms[1])).Allocation!;
        var (first, second) = (await WaitAsync(_halls[1], "user:ann"), await WaitAsync(_halls[0], "user:bob"));
        await Grain(_rooms[1]).Release(new() { ResourceType = Type, AllocationId = taken.Id });
        Assert.Equal((AllocationStage.Granted, AllocationStage.Waiting), (await StageOf(_halls[1], first), await StageOf(_halls[0], second)));
        Assert.Empty(await AllocationsOf(_rooms[0]));
        Assert.Equal(ChangeWaitingStatus.Changed, (await ChangeAsync(_halls[1], first, WaitingAction.Decline)).Status);
        Assert.Equal((AllocationStage.WaitingDeclined, AllocationStage.Granted), (await StageOf(_halls[1], first), await StageOf(_halls[0], second)));
        Assert.Equal(ChangeWaitingStatus.Changed, (await ChangeAsync(_halls[0], second, WaitingAction.Accept)).Status);
        foreach (var room in _rooms[..2])
            Assert.False(Assert.Single(await AllocationsOf(room)).IsHold);
        Assert.Empty(await AllocationsOf(_rooms[2]));
    }

    [Fact]
    public async Task What_the_clock_frees_on_one_part_and_then_on_the_other_goes_to_those_who_wait_for_the_whole()
    {
        await AllocateAsync(_rooms[0], hold: 10);
        await AllocateAsync(_rooms[1], hold: 20);
        var ann = await WaitAsync(_halls[0], "user:ann");
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(AllocationStage.Waiting, await StageOf(_halls[0], ann));
        Assert.Empty(await AllocationsOf(_rooms[0]));
        _clock.Advance(TimeSpan.FromSeconds(10));
        // At the very moment, before the timer.
        Assert.Equal(AllocateStatus.Refused, (await AllocateAsync(_rooms[1])).Status);
        Assert.Equal(AllocationStage.Granted, await StageOf(_halls[0], ann));
        Assert.Single(await AllocationsOf(_rooms[0]));
        // Nobody accepts.
        _clock.Advance(TimeSpan.FromSeconds(600));
        Assert.Equal(AllocationStage.Lapsed, await StageOf(_halls[0], ann));
        Assert.True((await AllocateAsync(_rooms[0])).IsAllocated);
    }

    [Fact]
    public async Task A_timer_of_a_part_grants_to_those_who_wait_for_the_whole()
    {
        await AllocateAsync(_rooms[0], hold: 10);
        var ann = await WaitAsync(_halls[0], "user:ann");
        _clock.Advance(TimeSpan.FromSeconds(10.5));
        // The store, before anybody asks: a read would grant it as well.
        await Eventually.HoldsAsync(async () => (await _store.ReadEventsAsync(0, int.MaxValue, default)).Any(e => e.Change is ResourceEvent.AllocationUpdated { Change: AllocationChange.WaitingGranted }), () => "Nothing is granted.");
        // The whole moves on a moment later.
        await Eventually.HoldsAsync(async () => await StageOf(_halls[0], ann) == AllocationStage.Granted, () => "The whole does not know what it has granted.");
    }

    [Fact]
    public async Task A_commit_that_fails_grants_nothing_and_one_whose_answer_was_lost_grants_all()
    {
        var taken = (await AllocateAsync(_rooms[0])).Allocation!;
        var ann = await WaitAsync(_halls[0], "user:ann");
        var release = new ReleaseRequest { ResourceType = Type, AllocationId = taken.Id };
        _store.FailBeforeWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Grain(_rooms[0]).Release(release));
        Assert.Equal((AllocationStage.Waiting, taken.Id), (await StageOf(_halls[0], ann), Assert.Single(await AllocationsOf(_rooms[0])).Id));
        _store.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Grain(_rooms[0]).Release(release));
        Assert.Equal(AllocationStage.Granted, await StageOf(_halls[0], ann));
        foreach (var room in _rooms[..2])
            Assert.Equal(ann, Assert.Single(await AllocationsOf(room)).Whole!.Allocation);
        await _cluster.DeactivateAsync(_rooms.Concat(_halls).Select(Grain));
        Assert.Equal(AllocationStage.Granted, await StageOf(_halls[0], ann));
    }

    [Fact]
    public async Task A_rule_of_the_whole_that_is_removed_grants()
    {
        var taken = (await AllocateAsync(_rooms[0])).Allocation!;
        var ann = await WaitAsync(_halls[0], "user:ann");
        var registry = _cluster.Grains.GetRegistry(Type);
        Assert.Equal(SetPolicyStatus.Set, (await registry.SetPolicy(Policy("""{"shortest":"PT1H"}"""))).Status);
        await Grain(_rooms[0]).Release(new() { ResourceType = Type, AllocationId = taken.Id });
        Assert.Equal(AllocationStage.Waiting, await StageOf(_halls[0], ann));
        Assert.Equal(SetPolicyStatus.Set, (await registry.SetPolicy(Policy(null))).Status);
        Assert.Equal(AllocationStage.Granted, await StageOf(_halls[0], ann));
        Assert.True(await Grain(_halls[0]).Tidy());
    }

    [Fact]
    public async Task Whoever_waits_for_a_whole_is_found_on_the_whole_alone_and_goes_with_it()
    {
        await AllocateAsync(_rooms[0]);
        var ann = await WaitAsync(_halls[0], "user:ann");
        Assert.Equal(WaitStatus.WaitingAlready, (await Grain(_halls[0]).Wait(Request("user:ann"))).Status);
        Assert.Equal(WaitStatus.NoSuchResource, (await Grain(_halls[0]).Wait(Request("user:bob") with { Id = Guid.NewGuid(), ArrivedInType = _clock.Now() })).Status);
        foreach (var room in _rooms[..2])
        {
            Assert.Empty(await Grain(room).ListWaiting(Type, null));
            var mirror = PartAllocation.IdOf(ann, room);
            Assert.Equal(ChangeWaitingStatus.NoSuchEntry, (await ChangeAsync(room, mirror, WaitingAction.Remove)).Status);
        }
        Assert.Equal(WaitStatus.FreeNow, (await Grain(_halls[1]).Wait(Request("user:ann"))).Status);
        Assert.Equal(DeleteResourceStatus.Deleted, (await _cluster.Grains.GetRegistry(Type).Delete(new() { Type = Type, Id = _halls[0], Force = true })).Status);
        foreach (var room in _rooms[..2])
            Assert.False(await Grain(room).Tidy());
    }

    [Fact]
    public async Task A_part_that_is_damaged_stops_no_other_though_its_whole_waits()
    {
        var taken = (await AllocateAsync(_rooms[0])).Allocation!;
        var (ann, bob) = (await WaitAsync(_halls[0], "user:ann"), await WaitAsync(_rooms[0], "user:bob"));
        _store.Damage(_rooms[1]);
        await _cluster.DeactivateAsync(Grain(_rooms[1]));
        Assert.Equal(ReleaseStatus.Released, (await Grain(_rooms[0]).Release(new() { ResourceType = Type, AllocationId = taken.Id })).Status);
        Assert.Equal((AllocationStage.Waiting, AllocationStage.Granted), (await StageOf(_halls[0], ann), await StageOf(_rooms[0], bob)));
    }

    private IResourceGrain Grain(Guid id) => _cluster.Grains.GetResource(id);

    private SetPolicyRequest Policy(string? json) => new() { Type = Type, Id = _halls[0], Policy = json is null ? default : [.. System.Text.Encoding.UTF8.GetBytes(json)] };

    private async Task<Guid> WaitAsync(Guid resource, string who)
    {
        var result = await Grain(resource).Wait(Request(who));
        Assert.Equal(WaitStatus.Waiting, result.Status);
        return result.Entry!.Id;
    }

    private static WaitRequest Request(string who) =>
        new() { ResourceType = Type, Interval = Time, Details = new() { Type = "booking" }, AcceptWithin = TimeSpan.FromSeconds(600), Until = Time.To, RequestedBy = new Caller(who) };

    private Task<AllocateResult> AllocateAsync(Guid resource, int? hold = null) =>
        Grain(resource).Allocate(new() { ResourceType = Type, Interval = Time, Details = new() { Type = "booking" }, Hold = hold is { } seconds ? TimeSpan.FromSeconds(seconds) : null });

    private async Task<AllocationStage> StageOf(Guid resource, Guid entry) => (await Grain(resource).FindWaiting(Type, entry))!.Entry.Stage;

    private async Task<IEnumerable<Allocation>> AllocationsOf(Guid resource) => (await Grain(resource).ListAllocations(new() { ResourceType = Type, Window = Interval.Always, Limit = 9 })).Allocations;

    private Task<ChangeWaitingResult> EndAsync(Guid resource, Guid entry) => ChangeAsync(resource, entry, WaitingAction.Remove);

    private Task<ChangeWaitingResult> ChangeAsync(Guid resource, Guid entry, WaitingAction action) => Grain(resource).ChangeWaiting(new() { ResourceType = Type, EntryId = entry, Action = action });
}
