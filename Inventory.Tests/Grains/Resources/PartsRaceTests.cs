using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Resources;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;

namespace Inventory.Tests.Grains.Resources;

/// <summary>Wholes that share a part, on silos that share nothing but the store.</summary>
public sealed class PartsRaceTests
{
    private const string Type = "Room";
    private const int Rounds = 15;

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Of_wholes_and_parts_that_race_for_a_time_no_part_goes_to_two_and_nobody_waits_for_ever(bool isApart)
    {
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(), isApart: isApart);
        var (parts, wholes) = await NewAsync(cluster);
        var all = parts.Concat(wholes).ToList();
        await cluster.SpreadAsync(all.Select(resource => cluster.Grains.GetResource(resource.Id)));
        for (var round = 0; round < Rounds; round++)
        {
            var calls = all.SelectMany(resource => Enumerable.Range(0, 5).Select(n => Task.Run(() => AllocateAsync(cluster, resource, (round * 100) + n, (round * 100) + 50 + n))));
            var won = (await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(60))).OfType<Resource>().ToList();
            foreach (var part in parts)
                Assert.InRange(won.Count(winner => winner.Id == part.Id || winner.Parts.Contains(part.Id)), 0, 1);
            // Somebody got the part that all wholes want.
            Assert.Single(won, winner => winner.Id == parts[1].Id || winner.IsWhole);
        }
        await AgreeAsync(cluster, parts, wholes);
        // What is stored is what the grains say.
        await cluster.DeactivateAsync(all.Select(resource => cluster.Grains.GetResource(resource.Id)));
        await AgreeAsync(cluster, parts, wholes);
    }

    [Fact]
    public async Task Random_changes_of_all_at_once_leave_every_part_with_what_its_wholes_have()
    {
        var seed = Seed.Next();
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(), isApart: true);
        var (parts, wholes) = await NewAsync(cluster);
        var all = parts.Concat(wholes).ToList();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var random = new Random(seed + caller);
            var mine = new List<(Resource On, Guid Id)>();
            for (var step = 0; step < 60; step++)
            {
                var (resource, from) = (all[random.Next(all.Count)], random.Next(300));
                if (mine.Count > 0 && random.Next(3) == 0)
                {
                    var (on, id) = mine[random.Next(mine.Count)];
                    var grain = cluster.Grains.GetResource(on.Id);
                    if (random.Next(2) == 0)
                        await grain.UpdateAllocation(new() { ResourceType = Type, AllocationId = id, From = new(from), To = new(from + 5) });
                    else if (mine.Remove((on, id)))
                        Assert.Equal(ReleaseStatus.Released, (await grain.Release(new() { ResourceType = Type, AllocationId = id })).Status);
                }
                else if ((await cluster.Grains.GetResource(resource.Id).Allocate(Request(from, from + 1 + random.Next(8)))) is { IsAllocated: true } made)
                {
                    mine.Add((resource, made.Allocation.Id));
                }
                if (caller == 0 && random.Next(20) == 0)
                    await cluster.DeactivateAsync(cluster.Grains.GetResource(resource.Id));
            }
        }))).WaitAsync(TimeSpan.FromSeconds(120));
        await AgreeAsync(cluster, parts, wholes, $"INVENTORY_SEED={seed} asks the same again");
    }

    [Fact]
    public async Task A_coordinator_that_dies_with_the_locks_stops_its_parts_for_seconds_only()
    {
        var clock = Sample.Clock();
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(), silos: 1, clock);
        var (parts, wholes) = await NewAsync(cluster);
        foreach (var part in parts[..2])
            await cluster.Grains.GetResource(part.Id).Lock(Guid.NewGuid());
        var waiting = AllocateAsync(cluster, parts[0], 0, 10);
        var whole = AllocateAsync(cluster, wholes[0], 20, 30);
        Assert.NotNull(await cluster.Grains.GetResource(parts[0].Id).Read(Type));
        Assert.False(waiting.IsCompleted || whole.IsCompleted);
        await Eventually.HoldsAsync(() => { clock.Advance(TimeSpan.FromSeconds(1)); return Task.FromResult(waiting.IsCompleted && whole.IsCompleted); }, () => "The locks do not end.");
        Assert.NotNull(await waiting);
        Assert.NotNull(await whole);
        await AgreeAsync(cluster, parts, wholes);
    }

    [Fact]
    public async Task A_hold_on_a_whole_ends_everywhere_at_the_same_moment_and_without_a_message()
    {
        var clock = Sample.Clock();
        await using var cluster = await GrainCluster.StartAsync(new MemoryStore(), silos: 1, clock);
        var (parts, wholes) = await NewAsync(cluster);
        var hall = cluster.Grains.GetResource(wholes[0].Id);
        var held = (await hall.Allocate(Request(0, 10) with { Hold = TimeSpan.FromMinutes(1) })).Allocation!;
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await AllocateAsync(cluster, parts[0], 0, 10));
        Assert.Equal(ConfirmStatus.Firm, (await hall.Confirm(new() { ResourceType = Type, AllocationId = held.Id, IsPreview = true })).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await AllocateAsync(cluster, parts[0], 0, 5));
        Assert.Equal(ConfirmStatus.HoldExpired, (await hall.Confirm(new() { ResourceType = Type, AllocationId = held.Id })).Status);
        Assert.NotNull(await AllocateAsync(cluster, parts[1], 0, 5));
        await AgreeAsync(cluster, parts, wholes);
    }

    private static async Task<(List<Resource> Parts, List<Resource> Wholes)> NewAsync(GrainCluster cluster)
    {
        var registry = cluster.Grains.GetRegistry(Type);
        var parts = new List<Resource>();
        foreach (var name in new[] { "a", "b", "c" })
            parts.Add((await registry.Create(new(name, default))).Resource!);
        var wholes = new List<Resource>();
        foreach (var (n, ids) in new Guid[][] { [parts[0].Id, parts[1].Id], [parts[2].Id, parts[1].Id] }.Index())
            wholes.Add((await registry.Create(new($"hall {n}", default) { Parts = [.. ids] })).Resource!);
        return (parts, wholes);
    }

    private static AllocateRequest Request(long from, long to) => new() { ResourceType = Type, Interval = Sample.Interval(from, to), Details = new() { Type = "booking" } };

    private static async Task<Resource?> AllocateAsync(GrainCluster cluster, Resource resource, long from, long to) =>
        (await cluster.Grains.GetResource(resource.Id).Allocate(Request(from, to))).IsAllocated ? resource : null;

    private static async Task AgreeAsync(GrainCluster cluster, List<Resource> parts, List<Resource> wholes, string message = "")
    {
        var ofWholes = new List<(Resource Whole, Allocation Allocation)>();
        foreach (var whole in wholes)
            ofWholes.AddRange((await ListAsync(whole)).Select(allocation => (whole, allocation)));
        foreach (var part in parts)
        {
            var mirrors = (await ListAsync(part)).Where(allocation => allocation.Whole is not null).Select(mirror => (mirror.Whole!, mirror.Interval)).ToHashSet();
            Assert.True(mirrors.SetEquals(ofWholes.Where(one => one.Whole.Parts.Contains(part.Id)).Select(one => (new WholeAllocation(one.Whole.Id, one.Allocation.Id), one.Allocation.Interval))), message);
        }

        async Task<IEnumerable<Allocation>> ListAsync(Resource resource) =>
            (await cluster.Grains.GetResource(resource.Id).ListAllocations(new() { ResourceType = Type, Window = Interval.Always, Limit = int.MaxValue })).Allocations;
    }
}
