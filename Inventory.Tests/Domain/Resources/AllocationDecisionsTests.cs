using Inventory.Domain.Allocations;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class AllocationDecisionsTests
{
    private static readonly Instant Now = new(99);

    [Fact]
    public void A_free_time_is_allocated_as_it_was_asked_for()
    {
        var request = Request(10, 20) with { Details = new() { Type = "maintenance", Description = "oil", Dump = Sample.Json("""{"a": 1}""") } };
        var decision = Sample.State((0, 10), (20, null)).Allocate(request, Sample.Id(9), Now, Limits.Default);

        var allocation = new Allocation
        {
            Id = Sample.Id(9),
            Interval = request.Interval,
            Type = "maintenance",
            Description = "oil",
            Dump = request.Details.Dump,
            Created = Now,
            Version = 21,
        };
        Assert.Equal([new ResourceEvent.Allocated(allocation)], decision.Changes);
        Assert.Equal((AllocateStatus.Allocated, allocation), (decision.Answer.Status, decision.Answer.Allocation));
        Assert.True(decision.Answer.IsAllocated);
        Assert.Empty(decision.Answer.Judgement.Conflicts);
    }

    [Theory]
    [InlineData(5L, 6L, new[] { 1 }), InlineData(9L, 21L, new[] { 1, 2 }), InlineData(null, null, new[] { 1, 2 }), InlineData(25L, null, new[] { 2 })]
    public void A_taken_time_is_refused_with_what_is_in_the_way(long? from, long? to, int[] conflicts)
    {
        var decision = Sample.State((0, 10), (20, null)).Allocate(Request(from, to), Sample.Id(9), Now, Limits.Default);
        Assert.Empty(decision.Changes);
        Assert.Equal((AllocateStatus.Refused, null), (decision.Answer.Status, decision.Answer.Allocation));
        Assert.False(decision.Answer.IsAllocated);
        Assert.Equal(conflicts, Sample.Numbers(decision.Answer.Judgement.Conflicts));
    }

    [Fact]
    public void A_refusal_names_a_thousand_conflicts_at_most()
    {
        var full = Sample.State([.. Enumerable.Range(0, 1500).Select(i => ((long?)i, (long?)i + 1))]);
        var conflicts = full.Allocate(Request(null, null), Sample.Id(9999), Now, Limits.Default).Answer.Judgement.Conflicts;
        Assert.Equal(Enumerable.Range(1, Limits.Default.Conflicts), Sample.Numbers(conflicts));
    }

    public static TheoryData<ResourceState, string> Others => new()
    {
        { ResourceState.None, "Car" },
        { ResourceState.None with { Version = 7 }, "Car" },
        { Sample.State(), "Lorry" },
        { Sample.State(), "car" },
        { Sample.State(), "" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Of_a_resource_that_is_not_there_or_of_another_type_nothing_is_decided(ResourceState state, string type)
    {
        Assert.Equal(new(AllocateResult.NoSuchResource), state.Allocate(Request(0, 1) with { ResourceType = type }, Sample.Id(1), Now, Limits.Default));
        Assert.Equal(new(ReleaseResult.NoSuchResource), state.Release(new() { ResourceType = type, AllocationId = Sample.Id(1) }, Now));
        Assert.Equal(FindAllocationResult.NoSuchResource, state.Find(type, Sample.Id(1)));
        Assert.Equal(AllocationPage.NoSuchResource, state.List(new() { ResourceType = type, Window = Interval.Always, Limit = 1, KnownVersion = state.Version }));
    }

    [Theory]
    [InlineData(1, null, ReleaseStatus.Released)]
    [InlineData(1, new[] { 1L }, ReleaseStatus.Released)]
    [InlineData(1, new[] { 7L, 1L }, ReleaseStatus.Released)]
    [InlineData(1, new[] { 2L, 20L }, ReleaseStatus.PreconditionFailed)]
    [InlineData(1, new long[0], ReleaseStatus.PreconditionFailed)]
    [InlineData(3, null, ReleaseStatus.NoSuchAllocation)]
    [InlineData(3, new[] { 1L }, ReleaseStatus.NoSuchAllocation)]
    public void An_allocation_is_released_at_a_version_that_the_caller_named(int id, long[]? ifMatch, ReleaseStatus result)
    {
        var request = new ReleaseRequest { ResourceType = "Car", AllocationId = Sample.Id(id), IfMatch = ifMatch is null ? default : new([.. ifMatch]) };
        var decision = Sample.State((0, 10), (20, 30)).Release(request, Now);
        Assert.Equal(result, decision.Answer.Status);
        Assert.Equal(result == ReleaseStatus.Released ? [new ResourceEvent.Released(Sample.Id(id))] : [], decision.Changes);
    }

    [Fact]
    public void An_allocation_is_found_by_its_id()
    {
        var state = Sample.State((0, 10), (20, 30));
        var found = state.Find("Car", Sample.Id(2));
        Assert.Equal((true, state.Calendar.Find(Sample.Id(2))), (found.IsFound, found.Allocation));
        Assert.Equal(FindAllocationResult.NoSuchAllocation, state.Find("Car", Sample.Id(3)));
    }

    private static AllocateRequest Request(long? from, long? to) => new() { ResourceType = "Car", Interval = Sample.Interval(from, to), Details = new() { Type = "booking" } };
}
