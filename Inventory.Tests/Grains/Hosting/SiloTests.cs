using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Inventory.Tests.Grains.Hosting;

/// <summary>What only shows where silos talk to each other.</summary>
public sealed class SiloTests(GrainFixture fixture) : GrainTest(fixture)
{
    private Serializer Serializer => Cluster.Silos.Client.ServiceProvider.GetRequiredService<Serializer>();

    [Fact]
    public async Task A_failing_store_is_told_as_such_from_whichever_silo_a_resource_is_on()
    {
        var cars = new List<Resource>();
        for (var i = 0; i < 20; i++)
            cars.Add(await NewCarAsync($"Car{i}"));
        await Cluster.SpreadAsync(cars.Select(GrainOf));
        var management = Cluster.Grains.GetGrain<IManagementGrain>(0);
        var places = new HashSet<SiloAddress?>();
        foreach (var car in cars)
        {
            Assert.NotNull(await GrainOf(car).Read(Type));
            places.Add(await management.GetActivationAddress(GrainOf(car)));
        }
        Assert.Equal(2, places.Count);

        // From whichever silo a resource is on, to the register, to the client.
        Memory.IsDown = true;
        foreach (var car in cars)
        {
            var direct = await Assert.ThrowsAsync<StoreUnavailableException>(() => Allocate(car, 0, 1));
            Assert.Equal("The store in memory fails on command.", direct.Message);
            Memory.IsDown = false;
            _ = await NamesAsync();
            Memory.IsDown = true;
            await Assert.ThrowsAsync<StoreUnavailableException>(() => Rename(car, "other"));
        }
    }

    [Fact]
    public void The_fault_below_an_unavailable_store_does_not_keep_it_from_being_told()
    {
        Exception[] faults = [new SqliteException("disk I/O error", 10, 778), new IOException("No space left on device"), new ObjectDisposedException("store")];
        foreach (var fault in faults)
        {
            var told = Copy(new StoreUnavailableException("The commit failed.", fault));
            Assert.Equal("The commit failed.", told.Message);
            Assert.Contains(fault.Message, told.ToString(), StringComparison.Ordinal);
        }
    }

    public static TheoryData<string> Texts => ["{}", """{"a":"ä🚚"}"""];

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_crosses_silos_arrives_as_it_was(string json)
    {
        var text = Sample.Json(json);
        var allocation = Sample.Allocation(1, Sample.Interval(null, 5), version: 7) with { Description = "ß", Dump = text };
        AssertSame(allocation, Copy(allocation));
        AssertSame(allocation with { Dump = default, Description = null }, Copy(allocation with { Dump = default, Description = null }));
        Assert.Equal(Sample.Interval(5, null), Copy(Sample.Interval(5, null)));
        Assert.Equal(json, Sample.Text(Copy(Sample.Car with { Attributes = text }).Attributes));
        Assert.Equal(Sample.Car, Copy(Sample.Car));

        AssertSame(allocation, Copy(AllocateResult.Allocated(allocation)).Allocation!);
        var refused = Copy(AllocateResult.Refused(Judgement.Overlap([allocation], [Sample.Interval(5, 9)])));
        AssertSame(allocation, Assert.Single(refused.Judgement.Conflicts));
        Assert.Equal(Sample.Interval(5, 9), Assert.Single(refused.Judgement.Alternatives));
        AssertSame(allocation, Copy(FindAllocationResult.Found(allocation)).Allocation!);
        var page = Copy(AllocationPage.Of(9, [allocation], hasMore: true, hasHolds: true));
        AssertSame(allocation, Assert.Single(page.Allocations));
        Assert.Equal((AllocationPageStatus.Listed, 9, true, true), (page.Status, page.Version, page.HasMore, page.HasHolds));
        AssertSame(allocation, Assert.Single(Copy(DeleteResourceResult.InUse([allocation])).Conflicts));
        Assert.Equal(Sample.Car, Assert.Single(Copy(new ResourcePage([Sample.Car], HasMore: true)).Resources));
        Assert.Equal(Sample.Car, Copy(CreateResourceResult.Created(Sample.Car)).Resource);
        Assert.Equal(Sample.Car, Copy(UpdateResourceResult.Updated(Sample.Car)).Resource);
    }

    [Fact]
    public void Refusals_without_facts_arrive_as_themselves()
    {
        Assert.Equal((AllocateStatus.NoSuchResource, 0), (Copy(AllocateResult.NoSuchResource).Status, Copy(AllocateResult.NoSuchResource).Judgement.Conflicts.Length));
        Assert.Equal(FindAllocationResult.NoSuchAllocation, Copy(FindAllocationResult.NoSuchAllocation));
        Assert.Equal(AllocationPageStatus.Unchanged, Copy(AllocationPage.Unchanged).Status);
        Assert.Equal(DeleteResourceStatus.NotFound, Copy(DeleteResourceResult.NotFound).Status);
        Assert.Equal(CreateResourceResult.NameTaken, Copy(CreateResourceResult.NameTaken));
        Assert.Equal(UpdateResourceResult.AttributesTooLong, Copy(UpdateResourceResult.AttributesTooLong));
        Assert.Equal(ReleaseResult.PreconditionFailed, Copy(ReleaseResult.PreconditionFailed));
    }

    [Fact]
    public void Requests_arrive_as_they_were_made()
    {
        Assert.True(Copy(default(Precondition)).Versions.IsDefault);
        Assert.False(Copy(new Precondition([])).Allows(0));
        Assert.Equal([3L, 4], Copy(new Precondition([3, 4])).Versions.ToArray());
        var update = new UpdateResourceRequest { Type = "Car", Id = Sample.CarId };
        Assert.True(Copy(update).Attributes.IsDefault);
        Assert.Equal("null", Sample.Text(Copy(update with { Attributes = Sample.Json("null") }).Attributes));
        var list = new ListAllocationsRequest { ResourceType = "Car", Window = Interval.Always, After = Instant.MinusInfinity, Limit = int.MaxValue, KnownVersion = 0 };
        Assert.Equal(list, Copy(list));
        Assert.Equal(list with { After = null, KnownVersion = null }, Copy(list with { After = null, KnownVersion = null }));
    }

    [Fact]
    public void Rules_filters_and_faults_of_attributes_arrive_as_they_were_made()
    {
        var kind = new AttributeDefinition { Name = "kind", Type = AttributeType.String, IsRequired = true, Values = ["light", "ß"], MaxLength = 5 };
        var floor = new AttributeDefinition { Name = "floor", Type = AttributeType.Integer, Minimum = -2, Maximum = 0.5 };
        var update = new UpdateResourceRequest { Type = "Car", Id = Sample.CarId };
        Assert.Null(Copy(update).Rules);
        var rules = Copy(update with { Rules = new([kind, floor], RefusesOthers: true) }).Rules!;
        Assert.True(rules.RefusesOthers);
        Assert.Equal(["light", "ß"], rules.Declared[0].Values.ToArray());
        Assert.Equal([kind with { Values = [] }, floor], rules.Declared.Select(rule => rule with { Values = [] }));

        var filter = new AttributeFilter("kind", [AttributeValue.Of("1"), AttributeValue.Of(1.5), AttributeValue.Of(true), AttributeValue.Of(new Instant(7))]);
        var asked = Assert.Single(Copy(new ListResourcesRequest { Limit = 1, Attributes = [filter] }).Attributes);
        Assert.Equal("kind", asked.Name);
        Assert.Equal(filter.AnyOf.ToArray(), asked.AnyOf.ToArray());
        Assert.Empty(Copy(new ListResourcesRequest { Limit = 1 }).Attributes);

        var fault = new AttributeError("a/b", "a/b is missing.");
        var refused = Copy(UpdateResourceResult.AttributesInvalid([fault]));
        Assert.Equal((UpdateResourceStatus.AttributesInvalid, fault), (refused.Status, Assert.Single(refused.Faults)));
    }

    [Fact]
    public async Task An_activation_that_is_to_end_answers_what_it_has_begun()
    {
        var car = await NewCarAsync();
        for (var round = 0; round < 5; round++)
        {
            Memory.Hold();
            var call = Allocate(car, round, round + 1);
            await Memory.UntilHeldAsync(1);
            var end = Cluster.DeactivateAsync(GrainOf(car));
            Memory.Release();
            Assert.True((await call).IsAllocated);
            await end;
            Assert.Equal(round + 1, (await AllocationsOf(car)).Count);
        }
    }

    private T Copy<T>(T value) => Serializer.Deserialize<T>(Serializer.SerializeToArray(value))!;

    private static void AssertSame(Allocation expected, Allocation actual)
    {
        Assert.Equal(Sample.Text(expected.Dump), Sample.Text(actual.Dump));
        Assert.Equal(expected with { Dump = default }, actual with { Dump = default });
    }
}
