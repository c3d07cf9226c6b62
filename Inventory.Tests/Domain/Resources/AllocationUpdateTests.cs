using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class AllocationUpdateTests
{
    private static readonly ResourceState State = Sample.State((0, 10), (10, 20), (30, null));

    private static UpdateAllocationRequest Update(int id = 1) => new() { ResourceType = "Car", AllocationId = Sample.Id(id) };

    private static UpdateAllocationResult Decide(UpdateAllocationRequest request) => State.Update(request, new(5), Limits.Default).Answer;

    [Theory]
    [InlineData(1, -5L, 5L)]
    [InlineData(1, 20L, 30L)]
    [InlineData(2, 12L, 15L)]
    [InlineData(2, 10L, 30L)]
    [InlineData(3, 20L, null)]
    [InlineData(3, null, 100L)]
    public void It_moves_lengthens_and_shortens_where_there_is_room(int id, long? from, long? to)
    {
        var result = Decide(Update(id) with { From = from is { } f ? new(f) : null, To = to is { } t ? new(t) : null });
        Assert.Equal(UpdateAllocationStatus.Updated, result.Status);
        var old = State.Calendar.Find(Sample.Id(id))!.Interval;
        Assert.Equal((from ?? old.From.Microseconds, to ?? old.To.Microseconds), (result.Allocation!.Interval.From.Microseconds, result.Allocation.Interval.To.Microseconds));
        Assert.Equal(21, result.Allocation.Version);
    }

    [Fact]
    public void It_is_not_in_its_own_way_and_others_are()
    {
        Assert.Equal(UpdateAllocationStatus.Updated, Decide(Update() with { From = new(1), To = new(9) }).Status);
        var refused = Decide(Update() with { To = new(11) });
        Assert.Equal((UpdateAllocationStatus.Refused, Sample.Id(2)), (refused.Status, Assert.Single(refused.Judgement.Conflicts).Id));
        Assert.NotEmpty(refused.Judgement.Alternatives);
    }

    [Fact]
    public void A_refusal_changes_nothing_not_even_the_texts() =>
        Assert.Empty(State.Update(Update() with { To = new(11), Details = new() { Description = new("new") } }, new(5), Limits.Default).Changes);

    [Fact]
    public void Texts_change_alone_or_with_the_time()
    {
        var result = Decide(Update() with { Details = new() { Description = new("new"), Type = "maintenance", Dump = Sample.Json("""{"a":1}""") } });
        Assert.Equal(("new", "maintenance", """{"a":1}"""), (result.Allocation!.Description, result.Allocation.Type, Sample.Text(result.Allocation.Dump)));
        Assert.Equal(new Interval(new(0), new(10)), result.Allocation.Interval);
        Assert.Null(Decide(Update() with { Details = new() { Description = new NewText(null) } }).Allocation!.Description);
    }

    [Fact]
    public void Bad_bounds_and_wrong_versions_are_refused()
    {
        Assert.Equal(UpdateAllocationStatus.EmptyInterval, Decide(Update() with { From = new(10) }).Status);
        Assert.Equal(UpdateAllocationStatus.BoundMissing, Decide(Update(3) with { NeedsFiniteTo = true }).Status);
        Assert.Equal(UpdateAllocationStatus.Updated, Decide(Update(3) with { NeedsFiniteTo = true, To = new(40) }).Status);
        Assert.Equal(UpdateAllocationStatus.NoSuchAllocation, Decide(Update(9)).Status);
        Assert.Equal(UpdateAllocationStatus.NoSuchResource, Decide(Update() with { ResourceType = "Truck" }).Status);
        Assert.Equal(UpdateAllocationStatus.PreconditionFailed, Decide(Update() with { IfMatch = new([7]) }).Status);
        Assert.Equal(UpdateAllocationStatus.DumpTooLong, Decide(Update() with { Details = new() { Dump = Sample.Json($$"""{"a":"{{new string('x', Limits.JsonBytes)}}"}""") } }).Status);
    }
}
