using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

/// <summary>An allocation from 1,000 to 2,000 whose check-in is open from 900 to 1,100.</summary>
public sealed class AttendanceDecisionsTests
{
    private static readonly Caller Ann = new("user:ann", Guid.NewGuid());

    [Theory]
    [InlineData(899, AttendStatus.TooEarly)]
    [InlineData(900, AttendStatus.CheckedIn)]
    [InlineData(1_099, AttendStatus.CheckedIn)]
    [InlineData(1_100, AttendStatus.NoShow)]
    public void A_check_in_has_its_time(long now, AttendStatus expected)
    {
        var answer = Allocated().Attend(Request(), new(now), Rules.None).Answer;
        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == AttendStatus.TooEarly ? new Instant(900) : null, answer.Opens);
    }

    [Theory]
    [InlineData(true, 1_100)]
    [InlineData(false, 2_000)]
    public void A_missed_time_is_marked_and_its_rest_is_free_if_the_rule_says_so(bool isReleased, long to)
    {
        var state = Allocated(isReleased);
        var seen = Assert.Single(state.At(new(1_100)).Calendar.Overlapping(Interval.Always));
        Assert.Equal((AllocationStage.NoShow, new Instant(to)), (seen.Stage, seen.Interval.To));
        var next = state.Allocate(new() { ResourceType = "Car", Interval = Sample.Interval(1_200, 1_300), Details = new() { Type = "booking" } }, Sample.Id(2), new(1_150), Limits.Default, Rules.None);
        Assert.Equal(isReleased, next.Answer.IsAllocated);
        if (isReleased)
            Assert.Equal([AllocationChange.NoShow], next.Changes.OfType<ResourceEvent.AllocationUpdated>().Select(change => change.Change));
    }

    [Fact]
    public void Whoever_has_checked_in_keeps_the_time()
    {
        var state = Do(Allocated(), Request(), 950);
        var there = Assert.Single(state.At(new(1_500)).Calendar.Overlapping(Interval.Always));
        Assert.Equal((new Instant(950), AllocationStage.None, new Instant(2_000)), (there.CheckedIn, there.Stage, there.Interval.To));
        var again = state.Attend(Request(), new(1_500), Rules.None);
        Assert.Equal((AttendStatus.CheckedIn, 0, there), (again.Answer.Status, again.Changes.Length, again.Answer.Allocation));
    }

    [Theory]
    [InlineData(null, 1_450)]
    [InlineData(100, 1_500)]
    [InlineData(1_000, 2_000)]
    public void A_check_out_frees_the_rest_from_the_next_slot_on(int? slot, long to)
    {
        var rules = Rules.Of(Policy.None, slot is { } length ? TimeSpan.FromMicroseconds(length) : null);
        var decision = Do(Allocated(), Request(), 1_000).Attend(Request() with { IsLeaving = true }, new(1_450), rules);
        Assert.Equal((AttendStatus.CheckedOut, new Instant(to), new Instant(1_450)), (decision.Answer.Status, decision.Answer.Allocation!.Interval.To, decision.Answer.Allocation.CheckedOut));
    }

    [Fact]
    public void Nobody_leaves_before_the_begin_and_a_booking_is_returned_instead()
    {
        var state = Do(Allocated(), Request(), 950);
        Assert.Equal(AttendStatus.TooEarly, state.Attend(Request() with { IsLeaving = true }, new(960), Rules.None).Answer.Status);
        var booking = Guid.NewGuid();
        var booked = Sample.State().Apply(new ResourceEvent.Allocated(Sample.Allocation(1, 1_000, 2_000, version: 21) with { Booking = booking }), new(10));
        Assert.Equal(booking, booked.Attend(Request() with { IsLeaving = true }, new(1_200), Rules.None).Answer.Booking);
    }

    [Fact]
    public void What_is_only_held_and_what_belongs_to_others_does_not_check_in()
    {
        var held = Sample.State().Apply(new ResourceEvent.Allocated(Sample.Allocation(1, 1_000, 2_000, version: 21) with { Expires = new(5_000) }), new(10));
        Assert.Equal(AttendStatus.NotFirm, held.Attend(Request() with { RequestedBy = null }, new(1_000), Rules.None).Answer.Status);
        Assert.Equal(AttendStatus.NoSuchAllocation, Allocated().Attend(Request() with { RequestedBy = new("user:bob", Guid.NewGuid()) }, new(1_000), Rules.None).Answer.Status);
    }

    [Fact]
    public void Whoever_is_moved_checks_in_at_the_new_time()
    {
        var rules = RulesOf(isReleased: true);
        var move = new UpdateAllocationRequest { ResourceType = "Car", AllocationId = Sample.Id(1), From = new(5_000), To = new(6_000), RequestedBy = Ann };
        var moved = Allocated().Update(move, new(20), Limits.Default, rules).Answer.Allocation!;
        Assert.Equal(new CheckInWindow(new(4_900), new(5_100), ReleasesOnMiss: true), moved.CheckIn);
        Assert.Equal(new Instant(5_100), moved.Deadline);
    }

    [Fact]
    public void A_time_without_a_begin_needs_no_check_in() => Assert.Null(new CheckIn { Closes = TimeSpan.FromHours(1) }.WindowOf(Interval.Always));

    private static AttendRequest Request() => new() { ResourceType = "Car", AllocationId = Sample.Id(1), IsLeaving = false, RequestedBy = Ann };

    private static Rules RulesOf(bool isReleased) =>
        Rules.Of(Policy.None with { CheckIn = new() { Opens = TimeSpan.FromMicroseconds(100), Closes = TimeSpan.FromMicroseconds(100), ReleasesOnMiss = isReleased } }, slot: null);

    private static ResourceState Allocated(bool isReleased = true)
    {
        var request = new AllocateRequest { ResourceType = "Car", Interval = Sample.Interval(1_000, 2_000), Details = new() { Type = "booking" }, RequestedBy = Ann };
        return Sample.State().Apply(Assert.Single(Sample.State().Allocate(request, Sample.Id(1), new(10), Limits.Default, RulesOf(isReleased)).Changes), new(10));
    }

    private static ResourceState Do(ResourceState state, AttendRequest request, long now) =>
        state.Apply(Assert.Single(state.Attend(request, new(now), Rules.None).Changes), new(now));
}
