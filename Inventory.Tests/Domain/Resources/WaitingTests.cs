using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class WaitingTests
{
    private static readonly Rules NeedsApproval = Rules.Of(Policy.None with { Approval = new() { AllocationTypes = ["booking"], Within = TimeSpan.FromDays(1) } }, slot: null);

    /// <summary>30,000 random steps, or with INVENTORY_TRIALS=4 120,000, over exclusive resources, with and without turnaround, and pools.</summary>
    [Fact]
    public void What_is_freed_goes_to_the_first_that_it_fits()
    {
        var seed = Seed.Next();
        for (var life = 0; life < TestSettings.Trials(120); life++)
            new RandomWaiting(seed + life).Live(250);
    }

    [Fact]
    public void Clocks_that_are_set_back_change_no_order()
    {
        var state = Sample.State((0, 1_000));
        foreach (var (number, now) in new[] { (1, 900), (2, 500), (3, 500) })
            state = Add(state, number, now, until: 5_000);
        Assert.Equal([11, 12, 13], Sample.Numbers(state.Calendar.Waiting.Open));
    }

    [Fact]
    public void A_rule_that_is_gone_frees_time()
    {
        var rules = Rules.Of(Policy.None with { Turnaround = new() { Default = TimeSpan.FromMicroseconds(100) } }, slot: null);
        var state = Sample.State((0, 1_000));
        var request = Request(1_050, 1_200);
        var added = state.DecideWithGrants((before, now) => before.Wait(request, Sample.Id(9), now, Limits.Default, rules), new(10), _ => rules);
        Assert.Equal(WaitStatus.Waiting, added.Answer.Status);
        state = After(state, added);
        var changed = state.DecideWithGrants((before, _) => before.Update(new UpdateResourceRequest { Type = "Car", Id = Sample.CarId, Name = "Other" }), new(20), _ => Rules.None);
        Assert.Contains(changed.Changes, change => change is ResourceEvent.AllocationUpdated { Change: AllocationChange.WaitingGranted } granted && granted.Allocation.Id == Sample.Id(9));
    }

    [Fact]
    public void What_the_rules_refuse_anyway_nobody_waits_for()
    {
        var rules = Rules.Of(Policy.None with { Longest = TimeSpan.FromMicroseconds(10) }, slot: null);
        var result = Sample.State((0, 1_000)).Wait(Request(100, 200), Sample.Id(9), new(10), Limits.Default, rules).Answer;
        Assert.Equal((WaitStatus.Refused, RuleKind.Bounds), (result.Status, result.Judgement.Broken[0].Kind));
    }

    [Fact]
    public void A_grant_that_needs_an_approval_is_requested_once_it_is_accepted()
    {
        var state = Granted(Add(Sample.State((0, 1_000)), 1, now: 10));
        var accepted = state.ChangeWaiting(new() { ResourceType = "Car", EntryId = Sample.Id(11), Action = WaitingAction.Accept }, new(30), NeedsApproval).Answer;
        Assert.Equal((ChangeWaitingStatus.Changed, AllocationStage.Requested), (accepted.Status, accepted.Entry!.Stage));
        var confirmed = state.Confirm(new() { ResourceType = "Car", AllocationId = Sample.Id(11) }, new(30), NeedsApproval).Answer;
        Assert.Equal(AllocationStage.Requested, confirmed.Allocation!.Stage);
    }

    [Fact]
    public void Two_bookings_do_not_accept_the_same_grant()
    {
        var state = Granted(Add(Sample.State((0, 1_000)), 1, now: 10));
        var request = new ChangeWaitingRequest { ResourceType = "Car", EntryId = Sample.Id(11), Action = WaitingAction.Accept, Booking = Sample.Id(70), BookingExpires = new(60) };
        var first = state.ChangeWaiting(request, new(30), Rules.None);
        Assert.Equal((Sample.Id(70), new Instant(60)), (first.Answer.Entry!.Booking!.Value, first.Answer.Entry.Expires));
        state = state.Apply(Assert.Single(first.Changes), new(30));
        Assert.Empty(state.ChangeWaiting(request, new(31), Rules.None).Changes);
        Assert.Equal(ChangeWaitingStatus.PartOfBooking, state.ChangeWaiting(request with { Booking = Sample.Id(71) }, new(31), Rules.None).Answer.Status);
    }

    [Fact]
    public void An_entry_that_has_ended_is_gone_after_some_days()
    {
        var state = Add(Sample.State((0, 1_000)), 1, now: 10);
        var day = (long)TimeSpan.FromDays(1).TotalMicroseconds;
        Assert.Equal(AllocationStage.Lapsed, state.At(new(500)).FindEntry(Sample.Id(11))!.Stage);
        Assert.NotNull(state.At(new(6 * day)).FindEntry(Sample.Id(11)));
        Assert.Null(state.At(new(8 * day)).FindEntry(Sample.Id(11)));
    }

    [Fact]
    public void The_key_of_the_request_that_frees_is_kept_with_its_own_change()
    {
        var state = Add(Sample.State((0, 1_000)), 1, now: 10);
        var decision = state.DecideWithGrants((before, now) => before.Release(new() { ResourceType = "Car", AllocationId = Sample.Id(1) }, now), new(20), _ => Rules.None);
        Assert.Equal((0, 1), decision.Own.GetOffsetAndLength(decision.Changes.Length));
        Assert.IsType<ResourceEvent.AllocationUpdated>(decision.Changes[1]);
        Assert.True(decision.HasGrants);
    }

    [Fact]
    public void A_new_resource_has_an_answer_for_those_who_wait_for_its_type()
    {
        var waiting = new[] { Request(100, 200) with { Id = Sample.Id(1), ArrivedInType = new(5) }, Request(150, 250) with { Id = Sample.Id(2), ArrivedInType = new(6) } };
        var decision = ResourceState.None.DecideWithGrants((state, now) => state.Create(Sample.Car, waiting, null, null, now), new(10), _ => Rules.None);
        var created = After(ResourceState.None, decision);
        Assert.Equal((AllocationStage.Offered, AllocationStage.Waiting), (created.FindEntry(Sample.Id(1))!.Stage, created.FindEntry(Sample.Id(2))!.Stage));
        Assert.Equal((0, 1), decision.Own.GetOffsetAndLength(decision.Changes.Length));
    }

    private static ResourceState Add(ResourceState state, int number, long now, long until = 400)
    {
        var request = Request(100 * number, 100 * number + 50) with { RequestedBy = new($"user:{number}"), Until = new(until) };
        var added = state.DecideWithGrants((before, at) => before.Wait(request, Sample.Id(10 + number), at, Limits.Default, Rules.None), new(now), _ => Rules.None);
        Assert.Equal(WaitStatus.Waiting, added.Answer.Status);
        return After(state, added);
    }

    private static ResourceState Granted(ResourceState state)
    {
        var freed = state.Calendar.Overlapping(Interval.Always)[0].Id;
        var released = After(state, state.DecideWithGrants((before, at) => before.Release(new() { ResourceType = "Car", AllocationId = freed }, at), new(20), _ => Rules.None));
        Assert.Equal(AllocationStage.Granted, released.FindEntry(Sample.Id(11))!.Stage);
        return released;
    }

    private static ResourceState After<T>(ResourceState state, GrantingDecision<T> decision) => decision.Changes.Aggregate(state, (next, change) => next.Apply(change, new(1)));

    private static WaitRequest Request(long from, long to) => new()
    {
        ResourceType = "Car",
        Interval = Sample.Interval(from, to),
        Details = new() { Type = "booking" },
        AcceptWithin = TimeSpan.FromSeconds(1),
        Until = new(to),
    };
}
