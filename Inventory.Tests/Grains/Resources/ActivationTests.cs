using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;

namespace Inventory.Tests.Grains.Resources;

public sealed class ActivationTests(GrainFixture fixture) : GrainTest(fixture)
{
    [Fact]
    public async Task A_grain_that_comes_back_has_lost_nothing()
    {
        var cars = new List<Resource>();
        for (var i = 0; i < 10; i++)
            cars.Add(await NewCarAsync($"Car{i}"));
        var kept = new Dictionary<Guid, Allocation[]>();
        foreach (var car in cars)
        {
            var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => AllocatedAsync(car, 10 * i, (10 * i) + 7)));
            await Release(car, all[13].Id);
            kept[car.Id] = [.. all.Where((_, i) => i != 13)];
        }

        for (var life = 2; life <= 4; life++)
        {
            await Cluster.DeactivateAsync([.. cars.Select(GrainOf), Register]);
            Assert.Equal(cars.Select(car => car.Name), await NamesAsync());
            foreach (var car in cars)
            {
                Assert.Equal(kept[car.Id], await AllocationsOf(car));
                Assert.Equal(life, Store.LoadsOf($"{car.Id}"));
            }
            Assert.Equal(life, Store.LoadsOf(Type));
        }
        Assert.Equal(43, (await AllocatedAsync(cars[0], 130, 137)).Version);
    }

    [Fact]
    public async Task A_grain_that_is_in_use_is_loaded_once()
    {
        var car = await NewCarAsync();
        for (var i = 0; i < 100; i++)
            await AllocatedAsync(car, i, i + 1);
        Assert.Equal((1, 1), (Store.LoadsOf($"{car.Id}"), Store.LoadsOf(Type)));
    }

    [Fact]
    public async Task Calls_that_race_with_the_end_of_an_activation_lose_nothing()
    {
        var car = await NewCarAsync();
        for (var round = 0; round < 30; round++)
        {
            var calls = Enumerable.Range(0, 8).Select(i => AllocatedAsync(car, (round * 8) + i, (round * 8) + i + 1)).ToArray();
            var deactivation = Cluster.DeactivateAsync(GrainOf(car));
            await Task.WhenAll(calls);
            await deactivation;
            Assert.Equal(8 * (round + 1), (await AllocationsOf(car)).Count);
        }
    }
}
