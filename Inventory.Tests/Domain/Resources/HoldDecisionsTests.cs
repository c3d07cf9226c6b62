using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class HoldDecisionsTests
{
    private static readonly IdempotencyKey Key = new("k", 1);

    private static ResourceState Held(long expires) =>
        Sample.State() with { Calendar = Calendar.Of([Sample.Allocation(1, 10, 20) with { Expires = new(expires) }]) };

    private static ConfirmRequest Confirm(int id = 1, IdempotencyKey? key = null) => new() { ResourceType = "Car", AllocationId = Sample.Id(id), Key = key };

    private static AllocateRequest Allocate(long from, long to) => new() { ResourceType = "Car", Interval = Sample.Interval(from, to), Details = new() { Type = "booking" } };

    [Theory]
    [InlineData(99, ConfirmStatus.Firm)]
    [InlineData(100, ConfirmStatus.HoldExpired)]
    [InlineData(101, ConfirmStatus.HoldExpired)]
    public void A_hold_can_be_confirmed_before_its_expiry_and_never_from_then_on(long now, ConfirmStatus expected) =>
        Assert.Equal(expected, Held(expires: 100).Confirm(Confirm(), new(now)).Answer.Status);

    [Theory]
    [InlineData(99, AllocateStatus.Refused)]
    [InlineData(100, AllocateStatus.Allocated)]
    public void The_time_of_a_hold_is_free_again_from_its_expiry_on(long now, AllocateStatus expected) =>
        Assert.Equal(expected, Held(expires: 100).Allocate(Allocate(15, 25), Sample.Id(2), new(now), Limits.Default).Answer.Status);

    [Fact]
    public void A_hold_that_is_over_is_written_down_before_what_takes_its_time()
    {
        var decision = Held(expires: 100).Allocate(Allocate(15, 25), Sample.Id(2), new(100), Limits.Default);
        Assert.Collection(decision.Changes,
            first => Assert.Equal(new ResourceEvent.Expired(Sample.Id(1)), first),
            second => Assert.Equal(decision.Answer.Allocation, Assert.IsType<ResourceEvent.Allocated>(second).Allocation));
        Assert.Equal(22, decision.Answer.Allocation!.Version);

        var state = decision.Changes.Aggregate(Held(expires: 100), (s, change) => s.Apply(change, new(100)));
        Assert.Equal(22, state.Version);
        Assert.Equal(ConfirmStatus.HoldExpired, state.Confirm(Confirm(), new(150)).Answer.Status);
        Assert.Equal(ConfirmStatus.NoSuchAllocation, state.Confirm(Confirm(id: 3), new(150)).Answer.Status);
    }

    [Fact]
    public void What_is_confirmed_is_firm_and_to_confirm_it_again_changes_nothing()
    {
        var first = Held(expires: 100).Confirm(Confirm(), new(50));
        Assert.False(first.Answer.Allocation!.IsHold);
        var state = Held(expires: 100).Apply(Assert.Single(first.Changes), new(50));
        var second = state.Confirm(Confirm(), new(200));
        Assert.Equal(first.Answer.Allocation, second.Answer.Allocation);
        Assert.Empty(second.Changes);
        Assert.Null(state.Calendar.NextDue);
    }

    [Fact]
    public void Nobody_sees_a_hold_that_is_over()
    {
        var state = Held(expires: 100);
        Assert.Equal(1, state.At(new(99)).Calendar.Count);
        Assert.Equal(0, state.At(new(100)).Calendar.Count);
        Assert.Equal(state.Version, state.At(new(100)).Version);
    }

    [Fact]
    public void A_request_that_is_sent_again_gets_its_first_answer_and_changes_nothing()
    {
        var request = Allocate(10, 20) with { Key = Key, Hold = TimeSpan.FromMicroseconds(30) };
        var first = Sample.State().Allocate(request, Sample.Id(1), new(100), Limits.Default);
        Assert.Equal(Key, first.Key);
        Assert.Equal(new Instant(130), first.Answer.Allocation!.Expires);
        var state = Sample.State().Apply(Assert.Single(first.Changes), new(100), first.Key);

        // Even when the hold is over, and its time taken by another.
        foreach (var now in (long[])[101, 1_000])
        {
            var again = state.Allocate(request, Sample.Id(2), new(now), Limits.Default);
            Assert.Equal(first.Answer.Allocation, again.Answer.Allocation);
            Assert.Empty(again.Changes);
        }
        Assert.Equal(AllocateStatus.KeyReused, state.Allocate(request with { Key = Key with { Fingerprint = 2 } }, Sample.Id(2), new(101), Limits.Default).Answer.Status);
        Assert.Equal(ConfirmStatus.KeyReused, state.Confirm(Confirm(key: Key with { Fingerprint = 3 }), new(101)).Answer.Status);
    }

    [Fact]
    public void A_refusal_keeps_no_key()
    {
        var decision = Held(expires: 100).Allocate(Allocate(15, 25) with { Key = Key }, Sample.Id(2), new(50), Limits.Default);
        Assert.Equal(AllocateStatus.Refused, decision.Answer.Status);
        Assert.Empty(decision.Changes);
        Assert.Null(decision.Key);
    }

    [Fact]
    public void Answers_and_ended_holds_are_forgotten_after_a_day()
    {
        var day = (long)RetentionPeriod.Default.TotalMicroseconds;
        var kept = IdempotencyRecords.None.Add(new(Key, new(0), Sample.Allocation(1, 0, 1))).Expire(Sample.Id(9), null, new(0));
        Assert.NotNull(kept.Find(Key, new(day - 1)));
        Assert.Null(kept.Find(Key, new(day)));
        Assert.True(kept.HasExpired(Sample.Id(9), null, new(day - 1)));
        Assert.False(kept.HasExpired(Sample.Id(9), null, new(day)));

        var later = kept.Add(new(new("l", 1), new(day), Sample.Allocation(2, 1, 2))).Expire(Sample.Id(8), null, new(day));
        Assert.Null(later.Find(Key, new(1)));
        Assert.False(later.HasExpired(Sample.Id(9), null, new(1)));
    }
}
