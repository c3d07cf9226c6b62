using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class ResourceStateTests
{
    private static readonly Instant Now = new(99);

    [Fact]
    public void Every_change_makes_the_next_version_and_leaves_the_state_before_it_as_it_was()
    {
        var made = ResourceState.None.Apply(new ResourceEvent.ResourceCreated(Sample.Car), Now);
        var taken = made.Apply(new ResourceEvent.Allocated(Sample.Allocation(1, 0, 10, version: 2)), Now);
        var renamed = taken.Apply(new ResourceEvent.ResourceUpdated(Sample.Car with { Name = "Car2", Version = 3 }), Now);
        var free = renamed.Apply(new ResourceEvent.Released(Sample.Id(1)), Now);
        var gone = renamed.Apply(new ResourceEvent.ResourceDeleted(), Now);

        Assert.Equal((Sample.Car, 0, 1), Facts(made));
        Assert.Equal((Sample.Car, 1, 2), Facts(taken));
        Assert.Equal((Sample.Car with { Name = "Car2", Version = 3 }, 1, 3), Facts(renamed));
        Assert.Equal((renamed.Resource, 0, 4), Facts(free));
        Assert.Equal((null, 0, 4), Facts(gone));
        Assert.Equal((null, 0, 0), Facts(ResourceState.None));
        Assert.Equal(Sample.Allocation(1, 0, 10, version: 2), renamed.Calendar.Find(Sample.Id(1)));
    }

    [Fact]
    public void A_change_that_cannot_be_is_a_fault()
    {
        var state = Sample.State((0, 10));
        Assert.Throws<ArgumentException>(() => state.Apply(new ResourceEvent.Allocated(Sample.Allocation(9, 5, 15)), Now));
        Assert.Throws<ArgumentException>(() => state.Apply(new ResourceEvent.Released(Sample.Id(9)), Now));
    }

    [Fact]
    public void What_is_decided_can_be_applied_and_then_is_so()
    {
        var state = Sample.State((0, 10));
        var allocated = state.Allocate(new() { ResourceType = "Car", Interval = Sample.Interval(10, 20), Details = new() { Type = "booking" } }, Sample.Id(5), Now, Limits.Default);
        state = state.Apply(Assert.Single(allocated.Changes), Now);
        Assert.Equal((allocated.Answer.Allocation, state.Version), (state.Calendar.Find(Sample.Id(5)), allocated.Answer.Allocation!.Version));

        state = state.Apply(Assert.Single(state.Release(new() { ResourceType = "Car", AllocationId = Sample.Id(5) }, Now).Changes), Now);
        Assert.Equal(FindAllocationStatus.NoSuchAllocation, state.Find("Car", Sample.Id(5)).Status);

        var updated = state.Update(new() { Type = "Car", Id = Sample.CarId, Name = "other" });
        state = state.Apply(Assert.Single(updated.Changes), Now);
        Assert.Equal((updated.Answer.Resource, state.Version), (state.Resource, updated.Answer.Resource!.Version));
    }

    [Theory]
    [InlineData("Car", true), InlineData("car", false), InlineData("", false), InlineData("Lorry", false)]
    public void A_resource_is_of_one_type_and_none_is_of_no_type(string type, bool isA)
    {
        Assert.Equal(isA, Sample.State().IsA(type));
        Assert.False(ResourceState.None.IsA(type));
    }

    private static (Resource?, int, long) Facts(ResourceState state) => (state.Resource, state.Calendar.Count, state.Version);
}
