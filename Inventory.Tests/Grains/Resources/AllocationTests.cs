using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Resources;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Resources;

public sealed class AllocationTests(GrainFixture fixture) : GrainTest(fixture)
{
    [Fact]
    public async Task A_free_time_is_allocated_and_found_by_its_id_and_in_the_list()
    {
        var car = await NewCarAsync();
        var request = new AllocateRequest
        {
            ResourceType = Type,
            Interval = Sample.Interval(null, 10),
            Details = new() { Type = "maintenance", Description = "oil", Dump = Sample.Json("""{"a": "ä"}""") },
        };
        var result = await GrainOf(car).Allocate(request);
        Assert.True(result.IsAllocated);
        var allocation = result.Allocation;
        Assert.Equal((request.Interval, "maintenance", "oil", 2), (allocation.Interval, allocation.Type, allocation.Description, allocation.Version));
        Assert.Equal("""{"a": "ä"}""", Sample.Text(allocation.Dump));

        Assert.Equal(allocation, (await GrainOf(car).FindAllocation(Type, allocation.Id)).Allocation!);
        Assert.Equal(allocation, Assert.Single(await AllocationsOf(car)));
    }

    [Fact]
    public async Task A_taken_time_is_refused_with_what_is_in_the_way_and_a_touching_one_is_not()
    {
        var car = await NewCarAsync();
        var first = await AllocatedAsync(car, 0, 10);
        var second = await AllocatedAsync(car, 10, 20);
        var refused = await Allocate(car, 9, null);
        Assert.Equal(AllocateStatus.Refused, refused.Status);
        Assert.Equal([first.Id, second.Id], refused.Judgement.Conflicts.Select(conflict => conflict.Id));
        await AllocatedAsync(car, 20, null);
        await AllocatedAsync(car, null, 0);
        Assert.Equal(AllocateStatus.Refused, (await Allocate(car, null, null)).Status);
    }

    [Fact]
    public async Task A_released_time_is_free_again_and_cannot_be_released_twice()
    {
        var car = await NewCarAsync();
        var first = await AllocatedAsync(car, 0, 10);
        Assert.Equal(ReleaseResult.Released, await Release(car, first.Id));
        Assert.Equal(ReleaseResult.NoSuchAllocation, await Release(car, first.Id));
        Assert.Equal(FindAllocationStatus.NoSuchAllocation, (await GrainOf(car).FindAllocation(Type, first.Id)).Status);
        var second = await AllocatedAsync(car, 5, 15);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(4, second.Version);
    }

    [Fact]
    public async Task A_release_at_another_version_than_the_caller_named_is_refused()
    {
        var car = await NewCarAsync();
        var allocation = await AllocatedAsync(car, 0, 10);
        var request = new ReleaseRequest { ResourceType = Type, AllocationId = allocation.Id };
        Assert.Equal(ReleaseResult.PreconditionFailed, await GrainOf(car).Release(request with { IfMatch = new([allocation.Version + 1]) }));
        Assert.Equal(ReleaseResult.PreconditionFailed, await GrainOf(car).Release(request with { IfMatch = new([]) }));
        Assert.Equal(ReleaseResult.Released, await GrainOf(car).Release(request with { IfMatch = new([allocation.Version]) }));
    }

    [Fact]
    public async Task For_a_resource_of_another_type_or_none_there_is_no_such_resource()
    {
        var car = await NewCarAsync();
        var allocation = await AllocatedAsync(car, 0, 10);
        foreach (var (grain, type) in new[] { (GrainOf(car), Type + "x"), (Cluster.Grains.GetResource(Guid.NewGuid()), Type) })
        {
            Assert.Null(await grain.Read(type));
            var request = new AllocateRequest { ResourceType = type, Interval = Sample.Interval(50, 60), Details = new() { Type = "booking" } };
            Assert.Equal(AllocateStatus.NoSuchResource, (await grain.Allocate(request)).Status);
            Assert.Equal(FindAllocationStatus.NoSuchResource, (await grain.FindAllocation(type, allocation.Id)).Status);
            Assert.Equal(ReleaseResult.NoSuchResource, await grain.Release(new() { ResourceType = type, AllocationId = allocation.Id }));
            var list = new ListAllocationsRequest { ResourceType = type, Window = Interval.Always, Limit = 1 };
            Assert.Equal(AllocationPageStatus.NoSuchResource, (await grain.ListAllocations(list)).Status);
            Assert.Equal(UpdateResourceStatus.NotFound, (await grain.Update(new() { Type = type, Id = car.Id, Name = "x" })).Status);
            Assert.Equal(DeleteResourceStatus.NotFound, (await grain.Delete(new() { Type = type, Id = car.Id })).Status);
        }
        Assert.Single(await AllocationsOf(car));
    }

    [Fact]
    public async Task A_list_comes_in_pages_and_only_when_it_has_changed()
    {
        var car = await NewCarAsync();
        foreach (var from in new[] { 40, 0, 30, 10, 20 })
            await AllocatedAsync(car, from, from + 10);
        var request = new ListAllocationsRequest { ResourceType = Type, Window = Sample.Interval(5, 45), Limit = 3 };
        var first = await GrainOf(car).ListAllocations(request);
        Assert.Equal([0L, 10, 20], first.Allocations.Select(allocation => allocation.Interval.From.Microseconds));
        Assert.Equal((true, 6), (first.HasMore, first.Version));
        var second = await GrainOf(car).ListAllocations(request with { After = new(20) });
        Assert.Equal([30L, 40], second.Allocations.Select(allocation => allocation.Interval.From.Microseconds));
        Assert.False(second.HasMore);

        Assert.Equal(AllocationPageStatus.Unchanged, (await GrainOf(car).ListAllocations(request with { KnownVersion = 6 })).Status);
        await AllocatedAsync(car, 50, 60);
        Assert.Equal(AllocationPageStatus.Listed, (await GrainOf(car).ListAllocations(request with { KnownVersion = 6 })).Status);
    }
}
