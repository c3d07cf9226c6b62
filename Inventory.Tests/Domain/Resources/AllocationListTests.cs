using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Domain.Resources;

public sealed class AllocationListTests
{
    // 1 without beginning, 2 and 3 touching, 4 alone, 5 without end.
    private static readonly ResourceState Five = Sample.State((null, 0), (10, 20), (20, 30), (40, 50), (60, null));

    public static TheoryData<long?, long?, long?, int, int[], bool> Pages => new()
    {
        { null, null, null, 5, [1, 2, 3, 4, 5], false },
        { null, null, null, 4, [1, 2, 3, 4], true },
        { null, null, null, int.MaxValue, [1, 2, 3, 4, 5], false },
        { null, null, 10, 5, [3, 4, 5], false }, // After the start of 2.
        { null, null, 9, 5, [2, 3, 4, 5], false },
        { null, null, 15, 1, [3], true }, // In the middle of 2, which was released meanwhile, say.
        { null, null, 60, 5, [], false },
        { null, null, 1000, 5, [], false },
        { 15, 45, null, 5, [2, 3, 4], false },
        { 15, 45, null, 2, [2, 3], true },
        { 15, 45, 10, 5, [3, 4], false }, // 2 overlaps the window, but starts at 10.
        { 15, 45, 20, 1, [4], false },
        { 15, 45, 40, 1, [], false },
        { 15, 45, 50, 1, [], false },
        { 15, 45, -7, 9, [2, 3, 4], false },
        { 30, 40, null, 5, [], false },
        { 61, 62, null, 1, [5], false },
        { -9, -8, null, 1, [1], false },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_what_overlaps_the_window_and_starts_after_the_last_seen(long? from, long? to, long? after, int limit, int[] ids, bool hasMore)
    {
        var page = Five.List(new() { ResourceType = "Car", Window = Sample.Interval(from, to), After = after is { } seen ? new(seen) : null, Limit = limit });
        Assert.Equal(AllocationPageStatus.Listed, page.Status);
        Assert.Equal(ids, Sample.Numbers(page.Allocations));
        Assert.Equal((hasMore, Five.Version), (page.HasMore, page.Version));
    }

    [Fact]
    public void What_starts_without_beginning_is_seen_once()
    {
        var page = Five.List(new() { ResourceType = "Car", Window = Interval.Always, After = Instant.MinusInfinity, Limit = 2 });
        Assert.Equal([2, 3], Sample.Numbers(page.Allocations));
        Assert.Empty(Five.List(new() { ResourceType = "Car", Window = Interval.Always, After = Instant.PlusInfinity, Limit = 2 }).Allocations);
    }

    [Fact]
    public void Who_has_the_version_is_told_so_and_who_has_another_gets_the_list()
    {
        var request = new ListAllocationsRequest { ResourceType = "Car", Window = Interval.Always, Limit = 1 };
        Assert.Equal(AllocationPage.Unchanged, Five.List(request with { KnownVersion = Five.Version }));
        Assert.Equal(AllocationPageStatus.Listed, Five.List(request with { KnownVersion = Five.Version - 1 }).Status);
        Assert.Equal(AllocationPageStatus.Listed, Five.List(request with { KnownVersion = 0 }).Status);
    }

    [Fact]
    public void The_pages_together_are_the_list_whatever_the_window_and_the_limit()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var state = RandomState(random);
            var from = random.Next(-2, 100);
            Interval[] windows = [Interval.Always, Sample.Interval(from, from + random.Next(1, 60)), Sample.Interval(null, from), Sample.Interval(from, null)];
            foreach (var window in windows)
            {
                foreach (var owner in new Guid?[] { null, Sample.Id(1) })
                {
                    var all = state.Calendar.Overlapping(window).Where(allocation => owner is null || allocation.Owner == owner).ToList();
                    var paged = Paged(state, window, random.Next(1, 6), owner).ToList();
                    Assert.True(all.SequenceEqual(paged), $"INVENTORY_SEED={seed}, round {round}, {window} of {owner}: {paged.Count} of {all.Count}");
                }
            }
        }
    }

    [Fact]
    public void A_customer_s_list_does_not_walk_what_others_have()
    {
        var own = Sample.Allocation(1, 0, 5) with { Owner = Sample.Id(1) };
        var state = new ResourceState(Sample.Car, Calendar.Of([own, .. Enumerable.Range(2, 20_000).Select(n => Sample.Allocation(n, 10 * n, 10 * n + 5))]), IdempotencyRecords.None, 1);
        var request = new ListAllocationsRequest { ResourceType = "Car", Window = Interval.Always, Limit = 1_000, RequestedBy = new("user:1", Sample.Id(1)) };
        state.List(request);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal([own], state.List(request).Allocations);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 50_000);
    }

    [Fact]
    public void A_page_ends_where_the_texts_of_its_allocations_are_a_mebibyte()
    {
        var dump = Sample.Json($$"""{"x":"{{new string('x', 16_000)}}"}""");
        var state = new ResourceState(Sample.Car, Calendar.Of([.. Enumerable.Range(1, 100).Select(n => Sample.Allocation(n, 10 * n, 10 * n + 5) with { Dump = dump })]), IdempotencyRecords.None, 1);
        var page = state.List(new() { ResourceType = "Car", Window = Interval.Always, Limit = 100 });
        Assert.Equal((66, true), (page.Allocations.Length, page.HasMore));
        page = state.List(new() { ResourceType = "Car", Window = Interval.Always, Limit = 100, After = page.Allocations[^1].Interval.From });
        Assert.Equal((34, false), (page.Allocations.Length, page.HasMore));
        Assert.Equal(66, state.Calendar.Conflicts(Interval.Always, 100).Count);
    }

    private static IEnumerable<Allocation> Paged(ResourceState state, Interval window, int limit, Guid? owner)
    {
        Instant? after = null;
        while (true)
        {
            var page = state.List(new() { ResourceType = "Car", Window = window, After = after, Limit = limit, RequestedBy = owner is null ? null : new("user:1", owner) });
            Assert.True(page.Allocations.Length == limit || (page.Allocations.Length < limit && !page.HasMore));
            foreach (var allocation in page.Allocations)
                yield return allocation;
            if (!page.HasMore)
                yield break;
            after = page.Allocations[^1].Interval.From;
        }
    }

    private static ResourceState RandomState(Random random)
    {
        var times = new List<(long?, long?)>();
        for (var at = random.Next(10); at < 100;)
        {
            var to = at + random.Next(1, 8);
            times.Add((times.Count == 0 && random.Next(2) == 0 ? null : at, random.Next(40) == 0 ? null : to));
            if (times[^1].Item2 is null)
                break;
            at = to + Math.Max(0, random.Next(-3, 6));
        }
        var state = Sample.State([.. times]);
        return state with { Calendar = Calendar.Of([.. state.Calendar.Overlapping(Interval.Always).Select(a => random.Next(2) == 0 ? a : a with { Owner = Sample.Id(random.Next(1, 3)) })]) };
    }
}
