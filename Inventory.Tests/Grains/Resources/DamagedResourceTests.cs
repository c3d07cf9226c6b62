using Inventory.Domain.Allocations;
using Inventory.Grains.Availability;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Resources;

public sealed class DamagedResourceTests(GrainFixture fixture) : GrainTest(fixture)
{
    [Fact]
    public async Task A_damaged_resource_answers_nothing_and_is_read_once_and_its_neighbour_is_served()
    {
        var (damaged, intact) = (await NewCarAsync("A"), await NewCarAsync("B"));
        await AllocatedAsync(damaged, 0, 1);
        Memory.Damage(damaged.Id);
        await Cluster.DeactivateAsync(GrainOf(damaged));
        for (var i = 0; i < 3; i++)
        {
            var read = await Assert.ThrowsAsync<ResourceDamagedException>(() => GrainOf(damaged).Read(Type));
            Assert.Equal((damaged.Id, 1L), (read.ResourceId, read.Version));
            await Assert.ThrowsAsync<ResourceDamagedException>(() => Allocate(damaged, 5, 6));
            await Assert.ThrowsAsync<ResourceDamagedException>(() => GrainOf(damaged).Drain());
        }
        Assert.Equal(2, Store.LoadsOf($"{damaged.Id}"));
        await AllocatedAsync(intact, 0, 1);
    }

    [Fact]
    public async Task A_change_of_a_damaged_resource_does_not_make_its_type_load_again()
    {
        var car = await NewCarAsync("A");
        Memory.Damage(car.Id);
        await Cluster.DeactivateAsync(GrainOf(car));
        await Assert.ThrowsAsync<ResourceDamagedException>(() => Register.Update(new() { Id = car.Id, Type = Type, Name = "B" }));
        await Assert.ThrowsAsync<ResourceDamagedException>(() => Register.Delete(new() { Id = car.Id, Type = Type }));
        Assert.Equal(["A"], await NamesAsync());
        Assert.Equal(1, Store.LoadsOf(Type));
    }

    [Fact]
    public async Task A_request_for_any_resource_passes_over_damaged_ones()
    {
        var (damaged, intact) = (await NewCarAsync("A"), await NewCarAsync("B"));
        Memory.Damage(damaged.Id);
        await Cluster.DeactivateAsync(GrainOf(damaged));
        for (var i = 0; i < 8; i++)
            Assert.Equal(intact.Id, (await AllocateAnyAsync(i)).ResourceId);
        Memory.Damage(intact.Id);
        await Cluster.DeactivateAsync(GrainOf(intact));
        await Assert.ThrowsAsync<ResourceDamagedException>(() => AllocateAnyAsync(9));
    }

    [Fact]
    public async Task The_search_for_damage_finds_it_in_a_resource_that_nobody_loads_and_in_one_that_is_loaded()
    {
        var clock = Sample.Clock();
        var memory = new MemoryStore();
        var store = new WatchedStore(memory);
        await using var cluster = await GrainCluster.StartAsync(store, silos: 2, clock: clock);
        var register = cluster.Grains.GetRegistry("Car");
        var (idle, active) = ((await register.Create(new("A", default))).Resource!, (await register.Create(new("B", default))).Resource!);
        await cluster.DeactivateAsync(cluster.Grains.GetResource(idle.Id));
        memory.Damage(idle.Id);
        memory.Damage(active.Id);
        Assert.NotNull(await cluster.Grains.GetResource(active.Id).Read("Car"));

        await cluster.Grains.GetScrub().Resume();
        // The grain of each is asked to look again.
        await TickUntilAsync(clock, () => store.LoadsOf($"{active.Id}") > 2 && store.LoadsOf($"{idle.Id}") > 2);
        await Assert.ThrowsAsync<ResourceDamagedException>(() => cluster.Grains.GetResource(active.Id).Read("Car"));
    }

    [Fact]
    public async Task The_search_for_damage_checks_each_resource_once_an_hour()
    {
        var clock = Sample.Clock();
        var store = new WatchedStore(new MemoryStore());
        await using var cluster = await GrainCluster.StartAsync(store, silos: 1, clock: clock);
        var cars = new List<Guid>();
        for (var i = 0; i < 120; i++)
            cars.Add((await cluster.Grains.GetRegistry("Car").Create(new($"car {i}", default))).Resource!.Id);
        await cluster.Grains.GetScrub().Resume();
        await TickUntilAsync(clock, () => cars.All(car => store.LoadsOf($"{car}") == 2));
        for (var i = 0; i < 10; i++)
            clock.Advance(TimeSpan.FromSeconds(1));
        await cluster.Grains.GetScrub().Resume();
        Assert.All(cars, car => Assert.Equal(2, store.LoadsOf($"{car}")));
        clock.Advance(TimeSpan.FromHours(1));
        await TickUntilAsync(clock, () => cars.All(car => store.LoadsOf($"{car}") == 3));
    }

    private Task<PoolAllocationResult> AllocateAnyAsync(int hour)
    {
        AllocateRequest request = new() { ResourceType = Type, Interval = Sample.Interval(hour, hour + 1), Details = new() { Type = "booking" } };
        return Cluster.Grains.GetPoolAllocation(request).Allocate(request);
    }

    private static Task TickUntilAsync(FakeTimeProvider clock, Func<bool> isDone) => Eventually.HoldsAsync(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(isDone());
        },
        () => "The search did not come by.");
}
