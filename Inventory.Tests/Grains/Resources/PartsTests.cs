using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Domain.Series;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Resources;

/// <summary>A whole and its parts on real grains, with a store that fails on command.</summary>
public sealed class PartsTests(GrainFixture fixture) : GrainTest(fixture)
{
    [Fact]
    public async Task Whoever_takes_a_whole_takes_its_parts_and_gives_them_back()
    {
        var (hall, a, b) = await NewHallAsync();
        var allocation = await AllocatedAsync(hall, 10, 20);
        foreach (var part in new[] { a, b })
        {
            var mirror = Assert.Single(await AllocationsOf(part));
            Assert.Equal((new WholeAllocation(hall.Id, allocation.Id), allocation.Interval), (mirror.Whole, mirror.Interval));
            Assert.Equal(AllocateStatus.Refused, (await Allocate(part, 15, 16)).Status);
            Assert.Equal(mirror.Whole, (await Release(part, mirror.Id)).Whole);
        }
        Assert.Equal(ReleaseStatus.Released, (await Release(hall, allocation.Id)).Status);
        Assert.Empty(await AllAsync(a, b, hall));

        await AllocatedAsync(b, 12, 13);
        var refusal = await Allocate(hall, 10, 20);
        Assert.Equal([b.Id], refusal.Judgement.Broken.Select(rule => rule.Part!.Value));
        var free = await GrainOf(hall).ListFreeTimes(new() { ResourceType = Type, Window = Sample.Interval(10, 20), AtLeast = TimeSpan.FromMicroseconds(1), Limit = 9 });
        Assert.Equal([Sample.Interval(10, 12), Sample.Interval(13, 20)], free.Times);
        Assert.All(refusal.Judgement.Alternatives, time => Assert.False(time.Overlaps(Sample.Interval(12, 13))));
    }

    [Fact]
    public async Task Whoever_waits_for_a_part_has_it_when_its_whole_gives_it_back()
    {
        var (hall, a, _) = await NewHallAsync();
        var allocation = await AllocatedAsync(hall, 4_000_000_000_000_010, 4_000_000_000_000_020);
        var time = Sample.Interval(4_000_000_000_000_012, 4_000_000_000_000_018);
        var request = new WaitRequest { ResourceType = Type, Interval = time, Details = new() { Type = "booking" }, AcceptWithin = TimeSpan.FromHours(1), Until = time.To };
        var entry = (await GrainOf(a).Wait(request)).Entry!;
        var racers = Enumerable.Range(0, 20).Select(_ => Task.Run(() => Allocate(hall, 4_000_000_000_000_010, 4_000_000_000_000_020))).ToList();
        Assert.Equal(ReleaseStatus.Released, (await Release(hall, allocation.Id)).Status);
        Assert.All(await Task.WhenAll(racers), result => Assert.Equal(AllocateStatus.Refused, result.Status));
        Assert.Equal(AllocationStage.Granted, (await GrainOf(a).FindWaiting(Type, entry.Id))!.Entry.Stage);
        Assert.Equal(entry.Id, Assert.Single(await AllocationsOf(a)).Id);
    }

    [Fact]
    public async Task A_whole_that_is_deleted_gives_its_parts_back_and_a_part_is_not_deleted_before()
    {
        var (hall, a, b) = await NewHallAsync();
        await AllocatedAsync(hall, null, null);
        var refused = await Delete(a, force: true);
        Assert.Equal((DeleteResourceStatus.PartOfWhole, hall.Id), (refused.Status, Assert.Single(refused.Wholes).Id));
        Assert.Equal(DeleteResourceStatus.InUse, (await Delete(hall)).Status);
        Assert.Equal(DeleteResourceStatus.Deleted, (await Delete(hall, force: true)).Status);
        Assert.Empty(await AllAsync(a, b));
        Assert.Equal(DeleteResourceStatus.Deleted, (await Delete(a)).Status);
    }

    [Fact]
    public async Task Only_resources_of_the_type_that_have_no_parts_themselves_become_parts()
    {
        var (hall, a, _) = await NewHallAsync();
        var unknown = Guid.NewGuid();
        var refused = await Register.Create(new("Hall 2", default) { Parts = [a.Id, unknown, hall.Id] });
        Assert.Equal(CreateResourceStatus.PartsRefused, refused.Status);
        Assert.Equal([new(unknown, IsWhole: false), new(hall.Id, IsWhole: true)], refused.RefusedParts);
        Assert.Equal(CreateResourceStatus.PartsRefused, (await Register.Create(new("Hall 2", default) { Parts = [a.Id, unknown], IsPreview = true })).Status);
    }

    [Fact]
    public async Task Of_a_part_that_is_deleted_while_a_whole_is_made_of_it_one_remains()
    {
        for (var round = 0; round < 20; round++)
        {
            var (a, b) = (await NewCarAsync($"a{round}"), await NewCarAsync($"b{round}"));
            var making = Register.Create(new($"hall{round}", default) { Parts = [a.Id, b.Id] });
            var deleting = Delete(a);
            var (made, deleted) = (await making, await deleting);
            Assert.True(made.IsCreated != (deleted.Status == DeleteResourceStatus.Deleted), $"{made.Status} and {deleted.Status}");
        }
    }

    [Fact]
    public async Task Nothing_of_a_commit_that_failed_is_there_and_all_of_one_whose_answer_was_lost()
    {
        var (hall, a, b) = await NewHallAsync();
        Memory.FailBeforeWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Allocate(hall, 10, 20));
        Assert.Empty(await AllAsync(hall, a, b));
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Allocate(hall, 10, 20));
        foreach (var resource in new[] { hall, a, b })
            Assert.Equal(Sample.Interval(10, 20), Assert.Single(await AllocationsOf(resource)).Interval);
        await AllocatedAsync(a, 20, 30);
        Assert.Equal(AllocateStatus.Refused, (await Allocate(b, 19, 21)).Status);
        await AllocatedAsync(hall, 30, 40);
    }

    [Fact]
    public async Task While_a_whole_commits_its_parts_are_read_and_decide_afterwards()
    {
        var (hall, a, _) = await NewHallAsync();
        Memory.Hold();
        var taking = Allocate(hall, 10, 20);
        await Memory.UntilHeldAsync(1);
        var refused = Allocate(a, 15, 16);
        var other = Allocate(a, 30, 31);
        Assert.Empty(await AllocationsOf(a));
        Assert.False(refused.IsCompleted);
        Memory.Release();
        Assert.True((await taking).IsAllocated);
        Assert.Equal(AllocateStatus.Refused, (await refused).Status);
        Assert.True((await other).IsAllocated);
    }

    [Fact]
    public async Task What_a_part_decides_before_is_durable_before_its_whole_decides()
    {
        var (hall, a, _) = await NewHallAsync();
        Memory.Hold();
        var first = Allocate(a, 10, 20);
        await Memory.UntilHeldAsync(1);
        var second = Allocate(hall, 15, 25);
        await ArrivalAt(hall);
        Assert.False(second.IsCompleted);
        Memory.Release();
        Assert.True((await first).IsAllocated);
        Assert.Equal(a.Id, Assert.Single((await second).Judgement.Broken).Part);
    }

    // The activation that committed is gone, and has told no part.
    [Fact]
    public async Task A_whole_that_is_loaded_again_lets_its_parts_know_what_was_committed()
    {
        var (hall, a, b) = await NewHallAsync();
        await AllocatedAsync(a, 1, 2);
        var allocation = Sample.Allocation(1, 10, 20, version: 2);
        ResourceEvent[] own = [new ResourceEvent.Allocated(allocation)];
        var commits = new List<Commit>();
        foreach (var resource in new[] { hall, a, b })
        {
            var stored = (await Memory.LoadResourceAsync(resource.Id, default))!;
            var state = stored.ToState(TimeSpan.FromHours(1));
            var changes = resource == hall ? own : state.Follow(hall.Id, own, allocation.Created)!;
            commits.AddRange(state.Build(resource.Id, stored.Digest, new(), changes, allocation.Created).Whole);
        }
        Assert.Equal(CommitStatus.Committed, await Memory.CommitAsync(commits));
        Assert.Single(await AllocationsOf(a));
        await Cluster.DeactivateAsync(GrainOf(hall));
        Assert.Single(await AllocationsOf(hall));
        Assert.Equal((2, 1), ((await AllocationsOf(a)).Count, (await AllocationsOf(b)).Count));
    }

    [Fact]
    public async Task A_lock_that_was_lost_does_no_harm()
    {
        var (hall, a, b) = await NewHallAsync();
        Memory.Hold();
        var taking = Allocate(hall, 10, 20);
        await Memory.UntilHeldAsync(1);
        // A new activation knows no lock.
        await Cluster.DeactivateAsync(GrainOf(a));
        var other = Allocate(a, 15, 16);
        await Memory.UntilHeldAsync(2);
        Memory.Release();
        Assert.True((await taking).IsAllocated);
        Assert.Equal(AllocateStatus.Refused, (await other).Status);
        foreach (var resource in new[] { hall, a, b })
            Assert.Equal(Sample.Interval(10, 20), Assert.Single(await AllocationsOf(resource)).Interval);
    }

    [Fact]
    public async Task A_series_takes_the_parts_too()
    {
        var (hall, a, b) = await NewHallAsync();
        await AllocatedAsync(b, 20, 21);
        var request = new ChangeSeriesRequest
        {
            ResourceType = Type,
            Series = Guid.NewGuid(),
            Details = new() { Type = "booking" },
            Added = [.. Enumerable.Range(1, 3).Select(n => new Occurrence($"{n}", Sample.Interval(10 * n, (10 * n) + 5)))],
            SkipsConflicts = true,
        };
        var result = await GrainOf(hall).ChangeSeries(request);
        Assert.Equal(["2"], result.Conflicts.Select(conflict => conflict.RecurrenceId));
        Assert.Equal((2, 2, 3), ((await AllocationsOf(hall)).Count, (await AllocationsOf(a)).Count, (await AllocationsOf(b)).Count));
    }

    private async Task<List<Allocation>> AllAsync(params Resource[] resources)
    {
        var all = new List<Allocation>();
        foreach (var resource in resources)
            all.AddRange(await AllocationsOf(resource));
        return all;
    }

    private async Task<(Resource Hall, Resource A, Resource B)> NewHallAsync()
    {
        var (a, b) = (await NewCarAsync("a"), await NewCarAsync("b"));
        var hall = (await Register.Create(new("hall", default) { Parts = [b.Id, a.Id] })).Resource!;
        return (hall, a, b);
    }
}
