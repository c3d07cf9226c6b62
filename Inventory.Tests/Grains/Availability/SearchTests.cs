using Inventory.Domain.Allocations;
using Inventory.Grains.Availability;
using Inventory.Storage;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Availability;

public sealed class SearchTests(GrainFixture fixture) : GrainTest(fixture)
{
    private IAvailabilityGrain Search => Cluster.Grains.GetAvailability(Type);

    [Fact]
    public async Task The_search_follows_every_kind_of_change()
    {
        Assert.Empty(await FreeAsync(0, 10));
        var (one, two) = (await NewCarAsync("one"), await NewCarAsync("two"));
        Assert.Equal(["one", "two"], await FreeAsync(0, 10));
        var allocation = await AllocatedAsync(one, 5, 15);
        Assert.Equal(["two"], await FreeAsync(0, 10));
        await GrainOf(one).UpdateAllocation(new() { ResourceType = Type, AllocationId = allocation.Id, From = new(10) });
        Assert.Equal(["one", "two"], await FreeAsync(0, 10));
        Assert.Equal(["two"], await FreeAsync(0, 11));
        await Release(one, allocation.Id);
        Assert.Equal(["one", "two"], await FreeAsync(null, null));
        await Rename(two, "three");
        await Delete(one);
        Assert.Equal(["three"], await FreeAsync(0, 10));
        await Cluster.DeactivateAsync(Search);
        Assert.Equal(["three"], await FreeAsync(0, 10));
    }

    [Fact]
    public async Task The_earliest_times_are_those_of_the_whole_type()
    {
        var (one, two) = (await NewCarAsync("one"), await NewCarAsync("two"));
        await AllocatedAsync(one, 0, 10);
        await AllocatedAsync(one, 12, 100);
        await AllocatedAsync(two, 0, 20);
        Assert.Equal([Sample.Interval(10, 12), Sample.Interval(20, 22)], (await Search.FindEarliest(Sample.Interval(0, 2), null, [])).Times.AsEnumerable());
        Assert.Empty((await Search.FindEarliest(Sample.Interval(0, null), null, [])).Times);
    }

    [Fact]
    public async Task Of_32_who_race_for_10_cars_10_get_one_each()
    {
        for (var i = 0; i < 10; i++)
            await NewCarAsync($"Car{i}");
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Dispatch(Request(0, 10)))));
        Assert.Equal(10, results.Where(result => result.Status == PoolAllocationStatus.Allocated).Select(result => result.ResourceId).Distinct().Count());
        Assert.Equal(22, results.Count(result => result.Status == PoolAllocationStatus.NoneAvailable && result.Alternatives.First() == Sample.Interval(10, 20)));
    }

    [Fact]
    public async Task A_request_with_a_key_takes_one_however_often_it_is_sent()
    {
        for (var i = 0; i < 3; i++)
            await NewCarAsync($"Car{i}");
        var request = Request(0, 10) with { Key = new("k", 1) };
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Dispatch(request))));
        Assert.Single(results.Select(result => (result.Status, result.ResourceId, result.Allocation!.Id)).Distinct());
        Assert.Equal(2, (await FreeAsync(0, 10)).Length);
        Assert.Equal(PoolAllocationStatus.KeyReused, (await Dispatch(request with { Key = new("k", 2) })).Status);

        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Dispatch(Request(0, 10) with { Key = new("l", 1) }));
        Assert.Equal(PoolAllocationStatus.Allocated, (await Dispatch(Request(0, 10) with { Key = new("l", 1) })).Status);
        Assert.Single(await FreeAsync(0, 10));
    }

    private AllocateRequest Request(long from, long to) => new() { ResourceType = Type, Interval = Sample.Interval(from, to), Details = new() { Type = "booking" } };

    private Task<PoolAllocationResult> Dispatch(AllocateRequest request) => Cluster.Grains.GetPoolAllocation(request).Allocate(request);

    private async Task<string[]> FreeAsync(long? from, long? to) =>
        [.. (await Search.FindAvailable(new() { Window = Sample.Interval(from, to), Limit = 100 })).Resources.Select(resource => resource.Name)];
}
