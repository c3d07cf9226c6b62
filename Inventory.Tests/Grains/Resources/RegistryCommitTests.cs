using Inventory.Domain.Resources;
using Inventory.Storage;

namespace Inventory.Tests.Grains.Resources;

/// <summary>Names and lists while commits are under way, and when they fail.</summary>
public sealed class RegistryCommitTests(GrainFixture fixture) : GrainTest(fixture)
{
    [Fact]
    public async Task A_name_refused_for_a_creation_that_then_fails_is_free()
    {
        Memory.Hold();
        var first = Create("Car1");
        await Memory.UntilHeldAsync(1);
        var second = Create("Car1");
        Assert.Empty(await ResourcesAsync());
        Assert.False(second.IsCompleted);

        Memory.FailBeforeWrite();
        Memory.Release();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => first);
        Assert.True((await second).IsCreated);
        Assert.Equal(["Car1"], await NamesAsync());
    }

    [Fact]
    public async Task A_name_is_refused_when_the_creation_before_it_is_durable()
    {
        Memory.Hold();
        var first = Create("Car1");
        await Memory.UntilHeldAsync(1);
        var second = Create("Car1");
        Assert.Empty(await ResourcesAsync());
        Assert.False(second.IsCompleted);
        Memory.Release();
        Assert.True((await first).IsCreated);
        Assert.Equal(CreateResourceStatus.NameTaken, (await second).Status);
    }

    [Fact]
    public async Task A_name_is_refused_when_the_renaming_before_it_is_durable_and_is_free_if_that_fails()
    {
        var (a, b) = (await NewCarAsync("A"), await NewCarAsync("B"));
        Memory.Hold();
        var first = Rename(a, "C");
        await Memory.UntilHeldAsync(1);
        var (second, third) = (Rename(b, "C"), Create("C"));
        Assert.Equal(["A", "B"], await NamesAsync());
        Assert.False(second.IsCompleted || third.IsCompleted);

        Memory.FailBeforeWrite();
        Memory.Release();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => first);
        Assert.True((await second).IsUpdated ^ (await third).IsCreated);
        Assert.Single(await ResourcesAsync("C"));
        Assert.Single(await ResourcesAsync("A"));
    }

    [Fact]
    public async Task After_a_lost_answer_the_register_knows_what_is_in_the_store()
    {
        var car = await NewCarAsync("A");
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Create("B"));
        Assert.Equal(CreateResourceStatus.NameTaken, (await Create("B")).Status);
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Rename(car, "C"));
        Assert.Equal(["C", "B"], await NamesAsync());
        await NewCarAsync("A");
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Delete(car));
        Assert.Equal(["B", "A"], await NamesAsync());
        await NewCarAsync("C");
    }

    [Fact]
    public async Task What_is_acknowledged_beside_a_failure_is_listed_from_then_on()
    {
        var (renamed, deleted) = (await NewCarAsync("A"), await NewCarAsync("B"));
        Memory.Hold();
        var failing = Create("fails");
        await Memory.UntilHeldAsync(1);
        var (creation, renaming, deletion) = (Create("C"), Rename(renamed, "D"), Delete(deleted));
        await Memory.UntilHeldAsync(4);
        Memory.FailBeforeWrite();
        Memory.Release(1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => failing);

        // The register is loaded again, while changes that began with the old one are still under way.
        var meanwhile = ResourcesAsync();
        Memory.Release();
        Assert.True((await creation).IsCreated);
        Assert.True((await renaming).IsUpdated);
        Assert.Equal(DeleteResourceStatus.Deleted, (await deletion).Status);
        await meanwhile;
        Assert.Equal(["D", "C"], await NamesAsync());
        Assert.Equal(UpdateResourceStatus.Updated, (await Rename((await creation).Resource!, "B")).Status);
    }

    [Fact]
    public async Task A_name_or_ordinal_that_another_register_gave_is_seen_when_it_is_in_the_way()
    {
        var mine = await NewCarAsync("A");
        await CommitBesideAsync(mine, new ResourceEvent.ResourceCreated(mine with { Id = Guid.NewGuid(), Name = "B", Ordinal = 2 }), 1);
        Assert.Equal(CreateResourceStatus.NameTaken, (await Create("B")).Status);
        await CommitBesideAsync(mine, new ResourceEvent.ResourceCreated(mine with { Id = Guid.NewGuid(), Name = "C", Ordinal = 3 }), 1);
        Assert.Equal(4, (await NewCarAsync("D")).Ordinal);

        await CommitBesideAsync(mine, new ResourceEvent.ResourceCreated(mine with { Id = Guid.NewGuid(), Name = "E", Ordinal = 5 }), 1);
        Assert.Equal(UpdateResourceStatus.NameTaken, (await Rename(mine, "E")).Status);
        Assert.Equal(["A", "B", "C", "D", "E"], await NamesAsync());
        Assert.Equal("A", (await GrainOf(mine).Read(Type))!.Name);
    }

    [Fact]
    public async Task A_resource_that_another_register_deleted_leaves_the_list_when_it_is_asked_for()
    {
        var (a, b) = (await NewCarAsync("A"), await NewCarAsync("B"));
        await CommitBesideAsync(a, new ResourceEvent.ResourceDeleted(), 2);
        await CommitBesideAsync(b, new ResourceEvent.ResourceDeleted(), 2);
        Assert.Equal(UpdateResourceStatus.NotFound, (await Rename(a, "C")).Status);
        Assert.Equal(DeleteResourceStatus.NotFound, (await Delete(b)).Status);
        Assert.Empty(await NamesAsync());
        await NewCarAsync("A");
    }

    /// <summary>As another activation of the same grains would.</summary>
    private async Task CommitBesideAsync(Resource like, ResourceEvent change, long version)
    {
        var id = change is ResourceEvent.ResourceCreated created ? created.Resource.Id : like.Id;
        var commit = new Commit { ResourceId = id, Version = version, At = like.Created, Change = change };
        Assert.Equal(CommitStatus.Committed, await Memory.CommitAsync([commit]));
    }
}
