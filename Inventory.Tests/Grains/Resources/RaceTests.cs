using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Tests.Domain;
using Inventory.Tests.Domain.Allocations;

namespace Inventory.Tests.Grains.Resources;

public sealed class RaceTests(GrainFixture fixture) : GrainTest(fixture)
{
    [Fact]
    public async Task Of_48_callers_who_race_for_a_slot_one_wins_every_time()
    {
        var car = await NewCarAsync();
        for (var round = 0; round < 50; round++)
        {
            // Each asks for another part of the same hour, all of which have the half hour in common.
            var calls = Enumerable.Range(0, 48).Select(i => Task.Run(() => Allocate(car, (round * 3600) + i, (round * 3600) + 1800 + i)));
            var results = await Task.WhenAll(calls);
            var winner = Assert.Single(results, result => result.IsAllocated).Allocation!;
            Assert.Equal(47, results.Count(result => result.Status == AllocateStatus.Refused && result.Judgement.Conflicts.Single().Id == winner.Id));
        }
        Assert.Equal(50, (await AllocationsOf(car)).Count);
    }

    [Fact]
    public async Task Of_many_who_release_an_allocation_one_does()
    {
        var car = await NewCarAsync();
        for (var round = 0; round < 20; round++)
        {
            var allocation = await AllocatedAsync(car, 0, 10);
            var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Release(car, allocation.Id)));
            Assert.Single(results, result => result == ReleaseResult.Released);
            Assert.Equal(19, results.Count(result => result == ReleaseResult.NoSuchAllocation));
        }
    }

    [Fact]
    public async Task Random_allocations_and_releases_agree_with_the_model()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        var car = await NewCarAsync();
        var model = new CalendarModel();
        for (var step = 0; step < 1_000; step++)
        {
            if (random.Next(5) < 2 && model.Allocations.Count > 0)
            {
                var id = random.Next(10) == 0 ? Guid.NewGuid() : model.Allocations[random.Next(model.Allocations.Count)].Id;
                Check((await Release(car, id) == ReleaseResult.Released) == model.TryRemove(id));
            }
            else
            {
                var from = random.Next(300);
                var interval = Sample.Interval(random.Next(100) == 0 ? null : from, random.Next(100) == 0 ? null : from + 1 + random.Next(12));
                var conflicts = model.Overlapping(interval, int.MaxValue).ToList();
                var result = await Allocate(car, interval.From.IsFinite ? from : null, interval.To.IsFinite ? interval.To.Microseconds : null);
                Check(result.IsAllocated == (conflicts.Count == 0) && conflicts.SequenceEqual(result.Judgement.Conflicts));
                Check(!result.IsAllocated || model.TryAdd(result.Allocation));
            }
            if (random.Next(50) == 0)
                await Cluster.DeactivateAsync(GrainOf(car));
            if (random.Next(20) == 0)
                Check(model.Allocations.SequenceEqual(await AllocationsOf(car)));

            void Check(bool agrees) => Assert.True(agrees, $"INVENTORY_SEED={seed} plays this again: step {step}");
        }
    }

    [Fact]
    public async Task Many_callers_at_random_leave_no_overlap_and_all_that_was_acknowledged()
    {
        var seed = Seed.Next();
        var car = await NewCarAsync();
        var callers = await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(() => CallAsync(car, new Random(seed + caller)))));
        var acknowledged = callers.SelectMany(mine => mine).OrderBy(allocation => allocation.Interval.From).ToList();
        await Cluster.DeactivateAsync(GrainOf(car));
        var message = $"INVENTORY_SEED={seed} asks the same again";
        Assert.True(acknowledged.SequenceEqual(await AllocationsOf(car)), message);
        Assert.True(acknowledged.Zip(acknowledged.Skip(1)).All(pair => pair.First.Interval.To <= pair.Second.Interval.From), message);
    }

    /// <returns>What this caller has allocated and not released.</returns>
    private async Task<List<Allocation>> CallAsync(Resource car, Random random)
    {
        var mine = new List<Allocation>();
        for (var step = 0; step < 100; step++)
        {
            if (mine.Count > 0 && random.Next(3) == 0)
            {
                var one = mine[random.Next(mine.Count)];
                Assert.Equal(ReleaseResult.Released, await Release(car, one.Id));
                mine.Remove(one);
            }
            else
            {
                var from = random.Next(400);
                var result = await Allocate(car, from, from + 1 + random.Next(20));
                if (result.IsAllocated)
                    mine.Add(result.Allocation);
            }
        }
        return mine;
    }
}
