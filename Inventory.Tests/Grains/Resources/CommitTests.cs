using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Resources;

/// <summary>What is decided, what is durable and what is answered, while commits are under way and when they fail.</summary>
public sealed class CommitTests(GrainFixture fixture) : GrainTest(fixture)
{
    [Fact]
    public async Task Decisions_go_on_while_commits_are_under_way_and_none_is_answered_before_it_is_durable()
    {
        var car = await NewCarAsync();
        Memory.Hold();
        var calls = Enumerable.Range(0, 10).Select(i => Allocate(car, i, i + 1)).ToArray();
        await Memory.UntilHeldAsync(10);
        await ArrivalAt(car);
        Assert.DoesNotContain(calls, call => call.IsCompleted);

        Memory.Release();
        var answers = await Task.WhenAll(calls);
        Assert.All(answers, answer => Assert.True(answer.IsAllocated));
        Assert.Equal(Enumerable.Range(2, 10).Select(i => (long)i), answers.Select(answer => answer.Allocation!.Version).Order());
    }

    [Fact]
    public async Task A_reading_does_not_see_what_is_not_durable()
    {
        var car = await NewCarAsync();
        var old = await AllocatedAsync(car, 0, 10);
        Memory.Hold();
        var released = Release(car, old.Id);
        await Memory.UntilHeldAsync(1);
        var allocated = Allocate(car, 20, 30);
        await Memory.UntilHeldAsync(2);
        Assert.Equal([old.Id], (await AllocationsOf(car)).Select(allocation => allocation.Id));
        Assert.True((await GrainOf(car).FindAllocation(Type, old.Id)).IsFound);

        Memory.Release(1);
        Assert.Equal(ReleaseResult.Released, await released);
        Assert.Empty(await AllocationsOf(car));
        Memory.Release();
        Assert.Equal([(await allocated).Allocation!.Id], (await AllocationsOf(car)).Select(allocation => allocation.Id));
    }

    [Fact]
    public async Task A_resource_is_settled_when_what_was_decided_before_is_durable()
    {
        var car = await NewCarAsync();
        await GrainOf(car).Drain();
        Memory.Hold();
        var allocated = Allocate(car, 0, 10);
        await Memory.UntilHeldAsync(1);
        var settled = GrainOf(car).Drain();
        await ArrivalAt(car);
        Assert.False(settled.IsCompleted);

        Memory.Release(1);
        await settled;
        Assert.True((await allocated).IsAllocated);
        Memory.FailBeforeWrite();
        var failed = Allocate(car, 20, 30);
        await Memory.UntilHeldAsync(1);
        settled = GrainOf(car).Drain();
        await ArrivalAt(car);
        Memory.Release();
        await settled;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => failed);
    }

    [Fact]
    public async Task A_refusal_waits_for_what_it_rests_on()
    {
        var car = await NewCarAsync();
        Memory.Hold();
        var winner = Allocate(car, 0, 10);
        await Memory.UntilHeldAsync(1);
        var loser = Allocate(car, 5, 15);
        await ArrivalAt(car);
        Assert.False(loser.IsCompleted);

        Memory.Release();
        Assert.True((await winner).IsAllocated);
        Assert.Equal([(await winner).Allocation!.Id], (await loser).Judgement.Conflicts.Select(conflict => conflict.Id));
    }

    [Fact]
    public async Task Who_is_refused_for_what_then_fails_is_decided_again_and_wins()
    {
        var car = await NewCarAsync();
        Memory.Hold();
        var winner = Allocate(car, 0, 10);
        await Memory.UntilHeldAsync(1);
        var loser = Allocate(car, 5, 15);
        await ArrivalAt(car);

        Memory.FailBeforeWrite();
        Memory.Release();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => winner);
        Assert.Equal(AllocateStatus.Allocated, (await loser).Status);
        Assert.Equal([(await loser).Allocation!.Id], (await AllocationsOf(car)).Select(allocation => allocation.Id));
    }

    [Fact]
    public async Task What_is_decided_behind_a_commit_that_fails_is_decided_again()
    {
        var car = await NewCarAsync();
        Memory.Hold();
        var calls = Enumerable.Range(0, 5).Select(i => Allocate(car, i, i + 1)).ToArray();
        await Memory.UntilHeldAsync(5);
        Memory.FailBeforeWrite();
        Memory.Release();

        var outcomes = await Task.WhenAll(calls.Select(OutcomeAsync));
        Assert.Equal([null, .. Enumerable.Repeat<AllocateStatus?>(AllocateStatus.Allocated, 4)], outcomes.Order());
        Assert.Equal(4, (await AllocationsOf(car)).Count);
        Assert.Equal(5, (await Memory.LoadResourceAsync(car.Id, default))!.Version);
    }

    [Fact]
    public async Task After_a_lost_answer_the_next_caller_sees_what_is_in_the_store()
    {
        var car = await NewCarAsync();
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Allocate(car, 0, 10));
        var there = Assert.Single(await AllocationsOf(car));
        Assert.Equal([there.Id], (await Allocate(car, 0, 10)).Judgement.Conflicts.Select(conflict => conflict.Id));

        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Release(car, there.Id));
        Assert.Equal(ReleaseResult.NoSuchAllocation, await Release(car, there.Id));
        Memory.FailBeforeWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Allocate(car, 0, 10));
        Assert.Empty(await AllocationsOf(car));
    }

    [Fact]
    public async Task What_is_acknowledged_behind_a_lost_answer_is_seen_from_then_on()
    {
        var car = await NewCarAsync();
        Memory.Hold();
        var lost = Allocate(car, 0, 10);
        await Memory.UntilHeldAsync(1);
        var behind = Allocate(car, 20, 30);
        await Memory.UntilHeldAsync(2);
        Memory.FailAfterWrite();
        Memory.Release(1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => lost);

        // The grain loads its state again, while a commit of the state before is still under way.
        var meanwhile = AllocationsOf(car);
        Memory.Release();
        var allocation = (await behind).Allocation!;
        await meanwhile;
        Assert.Contains(allocation.Id, (await AllocationsOf(car)).Select(other => other.Id));
        Assert.Equal(ReleaseResult.Released, await Release(car, allocation.Id));
    }

    [Fact]
    public async Task A_commit_that_comes_second_is_decided_again_on_what_came_first()
    {
        var car = await NewCarAsync();
        await AllocatedAsync(car, 0, 10);
        await CommitBesideAsync(car, 3, 20, 30);
        Assert.Equal(AllocateStatus.Refused, (await Allocate(car, 25, 35)).Status);

        await CommitBesideAsync(car, 4, 40, 50);
        Assert.Equal(5, (await AllocatedAsync(car, 50, 60)).Version);
        Assert.Equal(4, (await AllocationsOf(car)).Count);
    }

    [Fact]
    public async Task While_the_store_is_down_calls_fail_as_unavailable_and_afterwards_they_go_on()
    {
        var (used, unused) = (await NewCarAsync(), await NewCarAsync("Car2"));
        var allocation = await AllocatedAsync(used, 0, 10);
        await Cluster.DeactivateAsync(GrainOf(unused), Register);
        Memory.IsDown = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Allocate(used, 20, 30));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Release(used, allocation.Id));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Allocate(unused, 20, 30));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => GrainOf(unused).Read(Type));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Create("Car3"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => NamesAsync());

        Memory.IsDown = false;
        Assert.Equal([allocation.Id], (await AllocationsOf(used)).Select(other => other.Id));
        await AllocatedAsync(unused, 20, 30);
        Assert.Equal(["Car1", "Car2"], await NamesAsync());
        await NewCarAsync("Car3");
    }

    /// <returns>The status, or <c>null</c> when the store was unavailable.</returns>
    private static async Task<AllocateStatus?> OutcomeAsync(Task<AllocateResult> call)
    {
        try
        {
            return (await call).Status;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>As another activation of the same resource would.</summary>
    private async Task CommitBesideAsync(Resource resource, long version, long from, long to)
    {
        var allocation = Sample.Allocation(1000 + (int)version, from, to, version);
        var commit = new Commit { ResourceId = resource.Id, Version = version, At = allocation.Created, Change = new ResourceEvent.Allocated(allocation) };
        Assert.Equal(CommitStatus.Committed, await Memory.CommitAsync([commit]));
    }
}
