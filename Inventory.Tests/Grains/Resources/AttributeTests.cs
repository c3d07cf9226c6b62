using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Resources;

public sealed class AttributeTests(GrainFixture fixture) : GrainTest(fixture)
{
    private static readonly AttributeSchema Rules = new(
        [
            new() { Name = "kind", Type = AttributeType.String, IsRequired = true, Values = ["light", "lock"] },
            new() { Name = "floor", Type = AttributeType.Integer, IsRequired = true },
        ],
        RefusesOthers: true);

    private static readonly string[] Patches =
    [
        """{"kind":null}""", """{"floor":null}""", "null", """{"kind":"light"}""", """{"floor":1}""",
        """{"kind":"lock","floor":2}""", """{"kind":"light","floor":3}""",
        """{"kind":null,"floor":4}""", """{"kind":"lamp"}""", """{"floor":"5"}""", """{"other":6}""",
    ];

    [Fact]
    public async Task Faults_of_a_patch_come_back_through_the_register_and_nothing_is_changed()
    {
        var car = (await Create("Car1", """{"kind":"light","floor":1}""")).Resource!;
        var refused = await Patch(car, """{"kind":null,"floor":1.5,"other":1}""");
        Assert.Equal((UpdateResourceStatus.AttributesInvalid, null), (refused.Status, refused.Resource));
        Assert.Equal(["kind", "floor", "other"], refused.Faults.Select(fault => fault.Name));
        Assert.Equal("kind is missing.", refused.Faults[0].Detail);
        Assert.Equal(1, (await GrainOf(car).Read(Type))!.Version);
        Assert.Equal("""{"kind":"lock","floor":1}""", Sample.Text((await Patch(car, """{"kind":"lock"}""")).Resource!.Attributes));
    }

    [Fact]
    public async Task Patches_that_race_never_leave_a_resource_without_what_it_has_to_have()
    {
        // From before it was declared: each attribute alone is refused, by whomever.
        var seed = Seed.Next();
        var car = await NewCarAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            var random = new Random(seed + caller);
            for (var step = 0; step < 50; step++)
                await Patch(car, Patches[random.Next(Patches.Length)]);
        })));
        var history = await Memory.ReadHistoryAsync(car.Id, 1, int.MaxValue, default);
        Assert.NotEmpty(history);
        Assert.All(history, next => Assert.True(
            Rules.Check(((ResourceEvent.ResourceUpdated)next.Change).Resource.Attributes).IsEmpty,
            $"INVENTORY_SEED={seed} asks the same again: {next.Change}"));
    }

    [Fact]
    public async Task Resources_are_found_by_their_attributes_as_they_are_now()
    {
        var first = (await Create("Car1", """{"kind":"light"}""")).Resource!;
        var second = (await Create("Car2", """{"kind":"lock"}""")).Resource!;
        Assert.Equal(["Car1"], await FindAsync("light"));
        await Create("Car3", """{"kind":"light","a":1}""");
        await Patch(second, """{"kind":"light"}""", rules: null);
        Assert.Equal(["Car1", "Car2", "Car3"], await FindAsync("light"));
        await Patch(first, """{"kind":null}""", rules: null);
        await Register.Delete(new() { Type = Type, Id = second.Id });
        Assert.Equal(["Car3"], await FindAsync("light"));
        Assert.Empty(await FindAsync("lock"));
        await Cluster.DeactivateAsync(Register);
        Assert.Equal(["Car3"], await FindAsync("light"));
    }

    [Fact]
    public async Task A_change_that_is_not_durable_is_not_found()
    {
        var car = (await Create("Car1", """{"kind":"light"}""")).Resource!;
        Assert.Equal(["Car1"], await FindAsync("light"));
        Memory.Hold();
        var patch = Patch(car, """{"kind":"lock"}""", rules: null);
        await Memory.UntilHeldAsync(1);
        Assert.Empty(await FindAsync("lock"));
        Memory.Release();
        await patch;
        Assert.Equal(["Car1"], await FindAsync("lock"));
    }

    [Fact]
    public void Random_filters_find_what_a_look_at_every_resource_finds()
    {
        var run = new RandomRegistry(Seed.Next(), resources: 200);
        for (var step = 0; step < 5_000; step++)
        {
            run.Ask();
            run.Change();
        }
    }

    [Fact]
    public void More_attributes_may_be_asked_for_than_indexes_are_kept()
    {
        var attributes = $"{{{string.Join(',', Enumerable.Range(0, 40).Select(n => $"\"n{n}\":{n}"))}}}";
        var other = attributes.Replace("\"n32\":32", "\"n32\":0", StringComparison.Ordinal);
        var car = Sample.Car with { Attributes = Sample.Json(attributes) };
        var register = new ResourceRegistry(new StoredRegistry([car], 7), TimeSpan.FromDays(1));
        for (var round = 0; round < 3; round++)
        {
            for (var n = 0; n < 2 * AttributeIndexes.MaxCount + 1; n++)
                Assert.Single(Find(register, n, n));
            car = car with { Version = car.Version + 1, Attributes = Sample.Json(other) };
            register.Replace(car);
            Assert.Equal([car], Find(register, 32, 0));
            car = car with { Version = car.Version + 1, Attributes = Sample.Json(attributes) };
            register.Replace(car);
            Assert.Empty(Find(register, 32, 0));
        }

        static IEnumerable<Resource> Find(ResourceRegistry register, int name, double value) =>
            register.List(new() { Limit = 9, Attributes = [new($"n{name}", [AttributeValue.Of(value)])] }).Resources;
    }

    private Task<UpdateResourceResult> Patch(Resource car, string attributes) => Patch(car, attributes, Rules);

    private Task<UpdateResourceResult> Patch(Resource car, string attributes, AttributeSchema? rules) =>
        Register.Update(new() { Type = Type, Id = car.Id, Attributes = Sample.Json(attributes), Rules = rules });

    private async Task<IEnumerable<string>> FindAsync(string kind)
    {
        var page = await Register.List(new() { Limit = 100, Attributes = [new("kind", [AttributeValue.Of(kind)])] });
        return page.Resources.Select(car => car.Name);
    }
}
