using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class ResourceDecisionsTests
{
    private static readonly Instant Now = new(99);

    [Fact]
    public void A_resource_is_made_once_at_the_time_of_the_decision()
    {
        var key = new IdempotencyKey("k", 7);
        var decision = ResourceState.None.Create(Sample.Car with { Version = 5 }, key, null, Now);
        var made = Sample.Car with { Created = Now, Version = 1 };
        Assert.Equal([new ResourceEvent.ResourceCreated(made)], decision.Changes);
        Assert.Equal(key, decision.Key);
        Assert.Equal(CreateResourceResult.Created(made), decision.Answer);

        Assert.Equal(new(CreateResourceResult.RegistryStale), Sample.State().Create(Sample.Car, null, null, Now));
        Assert.Equal(new(CreateResourceResult.RegistryStale), Deleted.Create(Sample.Car, null, null, Now));
    }

    public static TheoryData<string?, string?, long[]?, string, string> Updates => new()
    {
        { "Car2", null, null, "Car2", """{"seats":4}""" },
        { null, """{"seats":5}""", null, "Car1", """{"seats":5}""" },
        { "Car2", """{"seats":null}""", null, "Car2", "{}" },
        { null, "null", [1], "Car1", "{}" },
        { "Car2", "{}", [3, 1], "Car2", """{"seats":4}""" },
    };

    [Theory]
    [MemberData(nameof(Updates))]
    public void An_update_changes_what_it_names_and_makes_the_next_version(string? name, string? attributes, long[]? ifMatch, string newName, string newAttributes)
    {
        var decision = Seated.Update(Request(name, attributes, ifMatch));
        Assert.True(decision.Answer.IsUpdated);
        var updated = decision.Answer.Resource;
        Assert.Equal([new ResourceEvent.ResourceUpdated(updated)], decision.Changes);
        Assert.Equal((newName, newAttributes, 21), (updated.Name, Sample.Text(updated.Attributes), updated.Version));
        Assert.Equal(Seated.Resource, updated with { Name = "Car1", Attributes = Seated.Resource!.Attributes, Version = 1 });
    }

    [Theory]
    [InlineData(null, null), InlineData("Car1", null), InlineData("Car1", """{"seats":4}"""), InlineData(null, "{}"), InlineData(null, """{"wings":null}""")]
    public void An_update_to_what_already_is_changes_nothing(string? name, string? attributes) =>
        Assert.Equal(new(UpdateResourceResult.Updated(Seated.Resource!)), Seated.Update(Request(name, attributes)));

    [Theory]
    [InlineData("Car2", null), InlineData("Car1", null), InlineData(null, "{}"), InlineData(null, "null"), InlineData(null, """{"a":1}""")]
    public void A_resource_without_attributes_can_be_updated(string? name, string? attributes)
    {
        var decision = Sample.State().Update(Request(name, attributes));
        Assert.True(decision.Answer.IsUpdated);
        Assert.Equal(name == "Car2" || attributes == """{"a":1}""", decision.Changes.Length > 0);
    }

    [Fact]
    public void An_update_is_refused()
    {
        Assert.Equal(new(UpdateResourceResult.NotFound), Seated.Update(Request("Car2") with { Type = "Lorry" }));
        Assert.Equal(new(UpdateResourceResult.NotFound), ResourceState.None.Update(Request("Car2")));
        Assert.Equal(new(UpdateResourceResult.NotFound), Deleted.Update(Request("Car2")));
        Assert.Equal(new(UpdateResourceResult.PreconditionFailed), Seated.Update(Request("Car2", ifMatch: [2, 20])));
        Assert.Equal(new(UpdateResourceResult.PreconditionFailed), Seated.Update(Request("Car1", ifMatch: [])));
    }

    [Theory]
    [InlineData(0, true), InlineData(1, false)]
    public void Attributes_may_grow_to_their_limit_and_no_further(int beyond, bool isUpdated)
    {
        const string Rest = """{"seats":4,"a":""}""";
        var text = new string('x', Limits.JsonBytes - Rest.Length + beyond);
        var decision = Seated.Update(Request(null, $$"""{"a":"{{text}}"}"""));
        Assert.Equal(isUpdated ? UpdateResourceStatus.Updated : UpdateResourceStatus.AttributesTooLong, decision.Answer.Status);
        Assert.Equal(isUpdated, decision.Changes.Length > 0);
    }

    [Theory]
    [InlineData(20L, 98L, false), InlineData(98L, 99L, false)] // Ended, the second at this very moment.
    [InlineData(99L, 100L, true), InlineData(50L, 100L, true), InlineData(200L, 300L, true), InlineData(50L, null, true), InlineData(null, null, true)]
    public void A_resource_in_use_is_not_deleted_unless_by_force(long? from, long? to, bool isInUse)
    {
        var state = Sample.State((from, to));
        var decision = state.Delete(Delete(), Now, Limits.Default);
        Assert.Equal(isInUse ? DeleteResourceStatus.InUse : DeleteResourceStatus.Deleted, decision.Answer.Status);
        Assert.Equal(isInUse ? [1] : [], Sample.Numbers(decision.Answer.Conflicts));
        Assert.Equal(isInUse ? [] : [new ResourceEvent.ResourceDeleted()], decision.Changes);

        var forced = state.Delete(Delete() with { Force = true }, Now, Limits.Default);
        Assert.Equal(DeleteResourceResult.Deleted, forced.Answer);
        Assert.Equal([new ResourceEvent.ResourceDeleted()], forced.Changes);
    }

    [Fact]
    public void Bookings_are_told_before_their_resource_goes()
    {
        var (ended, running) = (Guid.NewGuid(), Guid.NewGuid());
        var state = ResourceState.None.Apply(new ResourceEvent.ResourceCreated(Sample.Car), Now);
        foreach (var allocation in new[] { Sample.Allocation(1, 10, 20) with { Booking = ended }, Sample.Allocation(2, 90, 200) with { Booking = running }, Sample.Allocation(3, 300, null) })
            state = state.Apply(new ResourceEvent.Allocated(allocation), Now);
        var refused = state.Delete(Delete() with { Force = true }, Now, Limits.Default);
        Assert.Equal((DeleteResourceStatus.Booked, running), (refused.Answer.Status, Assert.Single(refused.Answer.Bookings)));
        Assert.Empty(refused.Changes);
        Assert.Equal(DeleteResourceStatus.InUse, state.Delete(Delete(), Now, Limits.Default).Answer.Status);
        Assert.Equal(DeleteResourceResult.Deleted, state.Delete(Delete() with { Force = true, EndedBookings = [running] }, Now, Limits.Default).Answer);
    }

    [Fact]
    public void A_deletion_is_refused()
    {
        Assert.Equal(new(DeleteResourceResult.NotFound), Seated.Delete(Delete() with { Type = "Lorry", Force = true }, Now, Limits.Default));
        Assert.Equal(new(DeleteResourceResult.NotFound), ResourceState.None.Delete(Delete(), Now, Limits.Default));
        Assert.Equal(new(DeleteResourceResult.NotFound), Deleted.Delete(Delete(), Now, Limits.Default));
        Assert.Equal(new(DeleteResourceResult.PreconditionFailed), Seated.Delete(Delete() with { IfMatch = new([20]), Force = true }, Now, Limits.Default));
        Assert.Equal(DeleteResourceStatus.Deleted, Seated.Delete(Delete() with { IfMatch = new([1]) }, Now, Limits.Default).Answer.Status);
    }

    private static readonly ResourceState Seated = Sample.State() with { Resource = Sample.Car with { Attributes = Sample.Json("""{"seats":4}""") } };

    private static readonly ResourceState Deleted = Sample.State().Apply(new ResourceEvent.ResourceDeleted(), Now);

    private static UpdateResourceRequest Request(string? name, string? attributes = null, long[]? ifMatch = null) => new()
    {
        Type = "Car",
        Id = Sample.CarId,
        Name = name,
        Attributes = attributes is null ? default : Sample.Json(attributes),
        IfMatch = ifMatch is null ? default : new([.. ifMatch]),
    };

    private static DeleteResourceRequest Delete() => new() { Type = "Car", Id = Sample.CarId };
}
