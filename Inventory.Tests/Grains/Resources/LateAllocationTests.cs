using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Availability;
using Inventory.Grains.Resources;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains.Resources;

/// <summary>Late-bound allocations stand on one of some equal resources, and move while nobody has chosen one.</summary>
public sealed class LateAllocationTests
{
    private const string Type = "Desk";
    private const int Minute = 60_000_000;

    private static readonly Instant Begin = Instant.From(new(2036, 12, 1, 10, 0, 0, DateTimeKind.Utc));

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task One_is_refused_only_when_more_overlap_than_there_are_resources(bool isApart)
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(), isApart: isApart);
        var desks = await NewAsync(cluster, 3);
        var taken = new Dictionary<Guid, Interval>();
        for (var step = 0; step < TestSettings.Trials(150); step++)
        {
            if (taken.Count > 0 && random.Next(4) == 0)
            {
                var id = taken.Keys.ElementAt(random.Next(taken.Count));
                var released = await cluster.Grains.AskLateAsync(Type, id, place => cluster.Grains.GetResource(place).Release(new() { ResourceType = Type, AllocationId = id }), static answer => answer.Status == ReleaseStatus.NoSuchAllocation);
                Assert.Equal(ReleaseStatus.Released, released!.Value.Answer.Status);
                taken.Remove(id);
                continue;
            }
            var from = random.Next(40);
            var time = Time(from, from + random.Next(1, 12));
            var isPossible = taken.Values.Append(time).Max(one => taken.Values.Append(time).Count(other => other.From <= one.From && one.From < other.To)) <= desks.Count;
            var result = await AllocateAsync(cluster, Late(time));
            Assert.True(isPossible == (result.Status == PoolAllocationStatus.Allocated), $"INVENTORY_SEED={seed} plays this again: step {step}");
            if (isPossible)
                taken.Add(result.Allocation!.Id, time);
        }
        await AgreeAsync(cluster, desks, taken, $"INVENTORY_SEED={seed} plays this again");
        await cluster.DeactivateAsync(desks.Select(desk => cluster.Grains.GetResource(desk.Id)));
        await AgreeAsync(cluster, desks, taken, $"INVENTORY_SEED={seed} plays this again, from the store");
    }

    [Fact]
    public async Task Many_at_once_get_all_that_there_is()
    {
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(), isApart: true);
        var desks = await NewAsync(cluster, 3);
        // Whatever the order, three of each of the moments can be had.
        var times = Enumerable.Range(0, 24).Select(n => Time((n / 3 * 10) + (n % 3 * 3), (n / 3 * 10) + (n % 3 * 3) + 9)).ToList();
        var results = await Task.WhenAll(times.Select(time => Task.Run(() => AllocateAsync(cluster, Late(time))))).WaitAsync(TimeSpan.FromSeconds(120));
        var taken = results.Where(result => result.Status == PoolAllocationStatus.Allocated).ToDictionary(result => result.Allocation!.Id, result => result.Allocation!.Interval);
        var all = taken.Values.ToList();
        foreach (var refused in times.Where((_, n) => results[n].Status == PoolAllocationStatus.NoneAvailable))
            Assert.True(all.Append(refused).Max(one => all.Append(refused).Count(other => other.From <= one.From && one.From < other.To)) > desks.Count);
        await AgreeAsync(cluster, desks, taken, "");
    }

    [Fact]
    public async Task A_hold_keeps_its_end_and_its_id_when_it_moves()
    {
        var clock = Sample.Clock();
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(), silos: 1, clock);
        var desks = await NewAsync(cluster, 2);
        var held = (await AllocateAsync(cluster, Late(Time(0, 10)) with { Hold = TimeSpan.FromMinutes(1) })).Allocation!;
        var before = await PlaceAsync(cluster, held.Id);
        // Who wants this very desk drives it out.
        var made = await cluster.Grains.GetResource(before).Allocate(Late(Time(5, 15)) with { IsLate = false });
        Assert.True(made.IsAllocated);
        var after = await PlaceAsync(cluster, held.Id);
        Assert.NotEqual(before, after);
        var moved = (await cluster.Grains.GetResource(after).FindAllocation(Type, held.Id)).Allocation!;
        Assert.Equal((held.Expires, held.Created, held.Interval, before), (moved.Expires, moved.Created, moved.Interval, moved.Extras!.MovedFrom));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ConfirmStatus.HoldExpired, (await cluster.Grains.GetResource(after).Confirm(new() { ResourceType = Type, AllocationId = held.Id })).Status);
        Assert.True((await cluster.Grains.GetResource(after).Allocate(Late(Time(0, 10)) with { IsLate = false })).IsAllocated);
        await AgreeAsync(cluster, desks, [], "");
    }

    [Fact]
    public async Task What_is_bound_or_has_begun_or_differs_stays()
    {
        var clock = Sample.Clock();
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(), silos: 1, clock);
        var desks = await NewAsync(cluster, 2);
        await cluster.Grains.GetRegistry(Type).Create(new("wide", Sample.Json("""{"width": 2}""")));
        var first = (await AllocateAsync(cluster, Late(Time(0, 10)), new() { AnyOf = [desks[0].Id] })).Allocation!;
        Assert.True((await cluster.Grains.GetResource(desks[0].Id).Bind(new() { ResourceType = Type, AllocationId = first.Id })).IsBound);
        Assert.False((await cluster.Grains.GetResource(desks[0].Id).Allocate(Late(Time(5, 15)) with { IsLate = false })).IsAllocated);

        var second = (await AllocateAsync(cluster, Late(Time(20, 30)), new() { AnyOf = [desks[0].Id] })).Allocation!;
        Assert.True((await cluster.Grains.GetResource(desks[1].Id).Allocate(Late(Time(20, 30)) with { IsLate = false })).IsAllocated);
        // Only the desk that differs is free.
        Assert.False((await cluster.Grains.GetResource(desks[0].Id).Allocate(Late(Time(20, 30)) with { IsLate = false })).IsAllocated);
        Assert.Equal(BindStatus.Taken, (await cluster.Grains.GetLateAllocations(Type).Bind(new() { ResourceType = Type, AllocationId = second.Id, Resource = desks[1].Id })).Status);
    }

    [Fact]
    public async Task Who_waits_gets_what_a_move_frees()
    {
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(), silos: 1, Sample.Clock());
        var desks = await NewAsync(cluster, 2);
        var late = (await AllocateAsync(cluster, Late(Time(0, 30)), new() { AnyOf = [desks[0].Id] })).Allocation!;
        var desk = cluster.Grains.GetResource(desks[0].Id);
        var waiting = (await desk.Wait(new() { ResourceType = Type, Interval = Time(20, 30), Details = new() { Type = "booking" }, AcceptWithin = TimeSpan.FromMinutes(1), Until = Time(20, 30).From })).Entry!;
        Assert.True((await desk.Allocate(Late(Time(0, 10)) with { IsLate = false })).IsAllocated);
        Assert.Equal(desks[1].Id, await PlaceAsync(cluster, late.Id));
        Assert.Equal(AllocationStage.Granted, (await desk.FindAllocation(Type, waiting.Id)).Allocation!.Stage);
    }

    [Fact]
    public async Task A_damaged_resource_does_not_stop_the_others()
    {
        var store = new MemoryStore();
        await using var cluster = await GrainCluster.StartAsync(store, silos: 1, Sample.Clock());
        var desks = await NewAsync(cluster, 3);
        await AllocateAsync(cluster, Late(Time(0, 10)), new() { AnyOf = [desks[1].Id] });
        await AllocateAsync(cluster, Late(Time(10, 20)), new() { AnyOf = [desks[2].Id] });
        await cluster.DeactivateAsync(cluster.Grains.GetResource(desks[0].Id));
        store.Damage(desks[0].Id);
        var placed = (await cluster.Grains.GetLateAllocations(Type).Place(Late(Time(5, 15)), []))!;
        Assert.True(placed.Result.IsAllocated);
        Assert.Contains(placed.Resource, desks.Skip(1).Select(desk => desk.Id));
        Assert.Null(await cluster.Grains.GetLateAllocations(Type).Place(Late(Time(5, 15)), []));
    }

    private static async Task<List<Resource>> NewAsync(GrainCluster cluster, int count)
    {
        var desks = new List<Resource>();
        for (var n = 0; n < count; n++)
            desks.Add((await cluster.Grains.GetRegistry(Type).Create(new($"desk {n}", default))).Resource!);
        return desks;
    }

    private static Interval Time(int from, int to) => new(Begin.Plus((long)from * Minute), Begin.Plus((long)to * Minute));

    private static AllocateRequest Late(Interval time) => new() { ResourceType = Type, Interval = time, Details = new() { Type = "booking" }, IsLate = true };

    private static Task<PoolAllocationResult> AllocateAsync(GrainCluster cluster, AllocateRequest request, PoolSelection? selection = null) => cluster.Grains.GetPoolAllocation(request).Allocate(request, selection);

    private static async Task<Guid> PlaceAsync(GrainCluster cluster, Guid allocation) => (await cluster.Grains.GetLateAllocations(Type).Locate(allocation))!.Value;

    // Each is on one desk, where the store says, and no two overlap.
    private static async Task AgreeAsync(GrainCluster cluster, List<Resource> desks, Dictionary<Guid, Interval> taken, string message)
    {
        var found = new Dictionary<Guid, Interval>();
        foreach (var desk in desks)
        {
            var all = (await cluster.Grains.GetResource(desk.Id).ListAllocations(new() { ResourceType = Type, Window = Interval.Always, Limit = int.MaxValue })).Allocations;
            Assert.True(all.Zip(all.Skip(1)).All(pair => pair.First.Interval.To <= pair.Second.Interval.From), message);
            foreach (var one in all.Where(one => one.IsLate))
            {
                found.Add(one.Id, one.Interval);
                Assert.Equal(desk.Id, await PlaceAsync(cluster, one.Id));
            }
        }
        Assert.True(found.Count == taken.Count && taken.All(one => found[one.Key] == one.Value), message);
    }
}
