using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Grains.Resources;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Resources;

public sealed class ResourceRegistryGrainTests(GrainFixture fixture) : GrainTest(fixture)
{
    [Fact]
    public async Task A_resource_is_made_and_read_and_listed()
    {
        var made = (await Create("Car1", """{"seats": 4}""")).Resource!;
        Assert.Equal((Type, "Car1", 1, 1), (made.Type, made.Name, made.Ordinal, made.Version));
        Assert.True(made.Created.IsFinite);
        foreach (var resource in new[] { (await GrainOf(made).Read(Type))!, Assert.Single(await ResourcesAsync()), Assert.Single(await ResourcesAsync("Car1")) })
        {
            Assert.Equal("""{"seats": 4}""", Sample.Text(resource.Attributes));
            Assert.Equal(made with { Attributes = default }, resource with { Attributes = default });
        }
    }

    [Fact]
    public async Task A_name_is_given_once_within_a_type_exactly_as_it_is_written()
    {
        await NewCarAsync("Car1");
        Assert.Equal(CreateResourceStatus.NameTaken, (await Create("Car1")).Status);
        await NewCarAsync("car1");
        await NewCarAsync("Car1 ");
        var elsewhere = await Cluster.Grains.GetRegistry(Type + "x").Create(new("Car1", default));
        Assert.True(elsewhere.IsCreated);
        Assert.Equal(["Car1", "car1", "Car1 "], await NamesAsync());
    }

    [Fact]
    public async Task Of_fifty_who_want_a_name_at_once_one_gets_it()
    {
        for (var round = 0; round < 5; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Create($"Car{round}")));
            Assert.Single(results, result => result.IsCreated);
            Assert.Equal(49, results.Count(result => result.Status == CreateResourceStatus.NameTaken));
        }
        Assert.Equal(["Car0", "Car1", "Car2", "Car3", "Car4"], await NamesAsync());
    }

    [Fact]
    public async Task A_new_name_frees_the_old_one_and_can_be_swapped()
    {
        var (a, b) = (await NewCarAsync("A"), await NewCarAsync("B"));
        Assert.Equal(UpdateResourceStatus.NameTaken, (await Rename(a, "B")).Status);
        foreach (var (resource, name) in new[] { (a, "C"), (b, "A"), (a, "B") })
            Assert.Equal(name, (await Rename(resource, name)).Resource!.Name);
        Assert.Equal(["B", "A"], await NamesAsync());
        await NewCarAsync("C");
        Assert.Equal("B", (await GrainOf(a).Read(Type))!.Name);
        Assert.Equal(a.Id, Assert.Single(await ResourcesAsync("B")).Id);

        await Cluster.DeactivateAsync(GrainOf(a), GrainOf(b), Register);
        Assert.Equal(["B", "A", "C"], await NamesAsync());
        Assert.Equal("A", (await GrainOf(b).Read(Type))!.Name);
    }

    [Fact]
    public async Task Attributes_are_merged_and_an_update_to_what_already_is_makes_no_version()
    {
        var car = (await Create("Car1", """{"seats":4,"doors":5}""")).Resource!;
        var request = new UpdateResourceRequest { Type = Type, Id = car.Id };
        var updated = (await Register.Update(request with { Attributes = Sample.Json("""{"seats":2,"doors":null}""") })).Resource!;
        Assert.Equal(("Car1", """{"seats":2}""", 2), (updated.Name, Sample.Text(updated.Attributes), updated.Version));
        Assert.Equal(2, (await Register.Update(request with { Name = "Car1" })).Resource!.Version);
        Assert.Equal(2, (await Register.Update(request)).Resource!.Version);

        var emptied = (await Register.Update(request with { Attributes = Sample.Json("null"), IfMatch = new([2]) })).Resource!;
        Assert.Equal(("{}", 3), (Sample.Text(emptied.Attributes), emptied.Version));
        Assert.Equal("Car2", (await Rename(car, "Car2")).Resource!.Name);
    }

    [Fact]
    public async Task An_update_is_refused_where_the_resource_is_not_there_or_at_another_version()
    {
        var car = await NewCarAsync();
        var request = new UpdateResourceRequest { Type = Type, Id = car.Id, Name = "Car2" };
        Assert.Equal(UpdateResourceStatus.PreconditionFailed, (await Register.Update(request with { IfMatch = new([7]) })).Status);
        Assert.Equal(UpdateResourceStatus.NotFound, (await Register.Update(request with { Id = Guid.NewGuid() })).Status);
        Assert.Equal(UpdateResourceStatus.NotFound, (await Cluster.Grains.GetRegistry(Type + "x").Update(request with { Type = Type + "x" })).Status);
        Assert.Equal(["Car1"], await NamesAsync());
    }

    [Fact]
    public async Task A_resource_in_use_is_deleted_by_force_alone_and_its_name_is_free_again()
    {
        var car = await NewCarAsync();
        await AllocatedAsync(car, 0, 10); // In 1970, and ended.
        var unended = await AllocatedAsync(car, 10, null);
        var refused = await Delete(car);
        Assert.Equal(DeleteResourceStatus.InUse, refused.Status);
        Assert.Equal([unended.Id], refused.Conflicts.Select(conflict => conflict.Id));
        Assert.Equal(DeleteResourceStatus.PreconditionFailed, (await Register.Delete(new() { Type = Type, Id = car.Id, Force = true, IfMatch = new([2]) })).Status);

        Assert.Equal(DeleteResourceStatus.Deleted, (await Delete(car, force: true)).Status);
        Assert.Equal(DeleteResourceStatus.NotFound, (await Delete(car, force: true)).Status);
        Assert.Null(await GrainOf(car).Read(Type));
        Assert.Equal(AllocateStatus.NoSuchResource, (await Allocate(car, 50, 60)).Status);
        Assert.Empty(await ResourcesAsync());

        var next = await NewCarAsync();
        Assert.NotEqual(car.Id, next.Id);
        Assert.Equal(2, next.Ordinal);
        Assert.Empty(await AllocationsOf(next));
        await Cluster.DeactivateAsync(GrainOf(car), GrainOf(next), Register);
        Assert.Null(await GrainOf(car).Read(Type));
        Assert.Equal(next.Id, Assert.Single(await ResourcesAsync()).Id);
    }

    [Fact]
    public async Task A_resource_whose_allocations_have_ended_is_deleted_without_force()
    {
        var car = await NewCarAsync();
        await AllocatedAsync(car, null, 10);
        Assert.Equal(DeleteResourceStatus.Deleted, (await Delete(car)).Status);
    }

    [Fact]
    public async Task Two_thousand_resources_are_listed_in_pages_in_the_order_in_which_they_were_made()
    {
        const int Count = 2_000;
        foreach (var chunk in Enumerable.Range(0, Count).Chunk(100))
            Assert.All(await Task.WhenAll(chunk.Select(number => Create($"Car{number}"))), result => Assert.True(result.IsCreated));

        var paged = new List<Resource>();
        for (var hasMore = true; hasMore;)
        {
            var page = await Register.List(new() { After = paged.Count == 0 ? 0 : paged[^1].Ordinal, Limit = 300 });
            Assert.Equal(Math.Min(300, Count - paged.Count), page.Resources.Length);
            paged.AddRange(page.Resources);
            hasMore = page.HasMore;
        }
        Assert.Equal(Enumerable.Range(1, Count).Select(i => (long)i), paged.Select(resource => resource.Ordinal));
        Assert.Equal(Count, paged.Select(resource => resource.Name).Distinct().Count());
        await Cluster.DeactivateAsync(Register);
        Assert.Equal(paged, await ResourcesAsync());
        Assert.Equal([paged[1234]], await ResourcesAsync(paged[1234].Name));
        Assert.Empty((await Register.List(new() { Name = paged[5].Name, After = 6, Limit = 1 })).Resources);
    }
}
