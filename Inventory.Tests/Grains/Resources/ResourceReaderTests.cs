using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Policies;
using Inventory.Grains.Resources;
using Inventory.Storage;

namespace Inventory.Tests.Grains.Resources;

/// <summary>What is read without a call is what the grain would answer, at every moment.</summary>
public sealed class ResourceReaderTests(GrainFixture fixture) : GrainTest(fixture)
{
    private LocalResourceCache Here => Cluster.Here;

    [Fact]
    public async Task What_is_durable_can_be_read_at_once_and_what_is_not_cannot()
    {
        var car = await NewCarAsync();
        Memory.Hold();
        var first = Allocate(car, 0, 10);
        await Memory.UntilHeldAsync(1);
        var second = Allocate(car, 20, 30);
        await Memory.UntilHeldAsync(2);
        Assert.Equal(0, Here.Find(car.Id)!.Calendar.Count);

        Memory.Release(1);
        Assert.Equal((await first).Allocation, Assert.Single(Here.Find(car.Id)!.Calendar.Overlapping(Interval.Always)));
        Memory.Release();
        await second;
        Assert.Equal(2, Here.Find(car.Id)!.Calendar.Count);
    }

    [Fact]
    public async Task A_grain_that_drops_what_it_knows_has_to_be_asked()
    {
        var car = await NewCarAsync();
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Allocate(car, 0, 10));
        Assert.Null(Here.Find(car.Id));

        Assert.Single(await AllocationsOf(car));
        Assert.Equal(1, Here.Find(car.Id)!.Calendar.Count);
    }

    [Fact]
    public async Task A_grain_that_has_ended_has_to_be_asked()
    {
        var car = await NewCarAsync();
        Assert.NotNull(Here.Find(car.Id));
        await Cluster.DeactivateAsync(GrainOf(car));
        Assert.Null(Here.Find(car.Id));

        await AllocatedAsync(car, 0, 10);
        Assert.Equal(1, Here.Find(car.Id)!.Calendar.Count);
    }

    [Fact]
    public void The_page_of_an_activation_that_is_no_more_does_not_take_the_place_of_another()
    {
        var (here, id) = (new LocalResourceCache(), Guid.NewGuid());
        var (old, current) = (new PipelineState(ResourceState.None, 0), new PipelineState(ResourceState.None with { Version = 7 }, 0));
        here.Add(id, old);
        here.Add(id, current);
        here.Remove(id, old);
        Assert.Equal(7, here.Find(id)!.Version);
        here.Remove(id, current);
        Assert.Null(here.Find(id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_answers_are_those_of_the_grain(bool isHere)
    {
        var reader = new ResourceReader(Cluster.Grains, isHere ? Here : new LocalResourceCache(), TypeRules.None, TimeProvider.System);
        var car = await NewCarAsync();
        var made = await AllocatedAsync(car, 0, 10);
        var everything = new ListAllocationsRequest { ResourceType = Type, Window = Interval.Always, Limit = 10 };
        var anyTime = new ListFreeTimesRequest { ResourceType = Type, Window = Interval.Always, AtLeast = TimeSpan.FromMicroseconds(1), Limit = 10 };

        Assert.Equal(car, await reader.Read(car.Id, Type));
        Assert.Equal(made, (await reader.FindAllocation(car.Id, Type, made.Id)).Allocation);
        Assert.Equal([made.Id], (await reader.ListAllocations(car.Id, everything)).Allocations.Select(allocation => allocation.Id));
        Assert.Equal(AllocationPageStatus.Unchanged, (await reader.ListAllocations(car.Id, everything with { KnownVersion = made.Version })).Status);
        Assert.Equal(2, (await reader.ListFreeTimes(car.Id, anyTime)).Times.Length);

        Assert.Null(await reader.Read(car.Id, "Runway"));
        Assert.Equal(FindAllocationStatus.NoSuchResource, (await reader.FindAllocation(Guid.NewGuid(), Type, made.Id)).Status);
        Assert.Equal(FindAllocationStatus.NoSuchAllocation, (await reader.FindAllocation(car.Id, Type, Guid.NewGuid())).Status);
    }
}
