using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Requests;

/// <summary>A customer has its own allocations, and to it there are no others.</summary>
public sealed class OwnershipTests
{
    private static readonly Guid Ann = Guid.CreateVersion7();
    private static readonly Caller AsAnn = new("user:ann", Ann);
    private static readonly Caller AsBob = new("user:bob", Guid.CreateVersion7());
    private static readonly Caller AsOperator = new("user:op");
    private static readonly Instant Now = new(0);

    private readonly Allocation _anns;
    private readonly ResourceState _state;

    public OwnershipTests()
    {
        var decision = Sample.State().Allocate(Request(AsAnn, hold: TimeSpan.FromHours(1)), Guid.NewGuid(), Now, Limits.Default);
        Assert.Equal("user:ann", decision.Actor);
        _anns = decision.Answer.Allocation!;
        _state = decision.Changes.Aggregate(Sample.State(), (state, change) => state.Apply(change, Now));
    }

    [Fact]
    public void What_a_customer_takes_is_its_own_and_what_others_take_is_nobody_s()
    {
        Assert.Equal(Ann, _anns.Owner);
        foreach (var by in new[] { AsOperator, null })
        {
            var decision = Sample.State().Allocate(Request(by), Guid.NewGuid(), Now, Limits.Default);
            Assert.Null(decision.Answer.Allocation!.Owner);
            Assert.Equal(by?.Actor, decision.Actor);
        }
    }

    [Fact]
    public void Another_customer_s_allocation_is_not_there()
    {
        Assert.Equal(ReleaseResult.NoSuchAllocation, _state.Release(Release(AsBob), Now).Answer);
        Assert.Equal(ConfirmStatus.NoSuchAllocation, _state.Confirm(Confirm(AsBob), Now).Answer.Status);
        Assert.Equal(UpdateAllocationStatus.NoSuchAllocation, _state.Update(Update(AsBob), Now, Limits.Default).Answer.Status);
        Assert.Empty(_state.List(List(AsBob)).Allocations);
        Assert.False(AsBob.MaySee(_anns.Owner));
    }

    [Fact]
    public void A_hold_of_another_that_has_expired_was_never_there()
    {
        var later = _anns.Expires;
        var tidied = _state.RecordExpiredHolds(later).Changes.Aggregate(_state, (state, change) => state.Apply(change, later));
        foreach (var state in new[] { _state, tidied })
        {
            Assert.Equal(ConfirmStatus.NoSuchAllocation, state.Confirm(Confirm(AsBob), later).Answer.Status);
            foreach (var by in new[] { AsAnn, AsOperator, null })
                Assert.Equal(ConfirmStatus.HoldExpired, state.Confirm(Confirm(by), later).Answer.Status);
        }
    }

    [Fact]
    public void One_s_own_is_there_and_to_an_operator_all_is()
    {
        foreach (var by in new[] { AsAnn, AsOperator, null })
        {
            var released = _state.Release(Release(by), Now);
            Assert.Equal((ReleaseStatus.Released, by?.Actor), (released.Answer.Status, released.Actor));
            var confirmed = _state.Confirm(Confirm(by), Now);
            Assert.Equal((Ann, by?.Actor), (confirmed.Answer.Allocation!.Owner, confirmed.Actor));
            var updated = _state.Update(Update(by), Now, Limits.Default);
            Assert.Equal((Ann, by?.Actor), (updated.Answer.Allocation!.Owner, updated.Actor));
            Assert.Equal([_anns.Id], _state.List(List(by)).Allocations.Select(a => a.Id));
            Assert.NotEqual(false, by?.MaySee(_anns.Owner));
        }
    }

    [Fact]
    public void A_time_that_another_has_is_taken()
    {
        var refusal = _state.Allocate(Request(AsBob), Guid.NewGuid(), Now, Limits.Default);
        Assert.Equal(AllocateStatus.Refused, refusal.Answer.Status);
        Assert.Empty(refusal.Changes);
    }

    [Fact]
    public void A_customer_s_list_goes_on_from_page_to_page_over_those_of_others()
    {
        var state = Sample.State();
        for (var i = 0; i < 60; i++)
        {
            var decision = state.Allocate(Request(i % 3 == 0 ? AsAnn : AsBob, from: 10 * i), Guid.NewGuid(), Now, Limits.Default);
            state = decision.Changes.Aggregate(state, (next, change) => next.Apply(change, Now));
        }
        List<long> starts = [];
        for (Instant? after = null; ;)
        {
            var page = state.List(List(AsAnn) with { After = after, Limit = 7 });
            starts.AddRange(page.Allocations.Select(a => a.Interval.From.Microseconds));
            if (!page.HasMore)
                break;
            after = page.Allocations[^1].Interval.From;
        }
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 30L * i), starts);
    }

    private static AllocateRequest Request(Caller? by, long from = 0, TimeSpan? hold = null) => new()
    {
        ResourceType = Sample.Car.Type,
        Interval = new(new(from), new(from + 10)),
        Details = new() { Type = "booking" },
        Hold = hold,
        RequestedBy = by,
    };

    private ReleaseRequest Release(Caller? by) => new() { ResourceType = Sample.Car.Type, AllocationId = _anns.Id, RequestedBy = by };

    private ConfirmRequest Confirm(Caller? by) => new() { ResourceType = Sample.Car.Type, AllocationId = _anns.Id, RequestedBy = by };

    private UpdateAllocationRequest Update(Caller? by) => new() { ResourceType = Sample.Car.Type, AllocationId = _anns.Id, Details = new() { Description = new("x") }, RequestedBy = by };

    private static ListAllocationsRequest List(Caller? by) => new() { ResourceType = Sample.Car.Type, Window = Interval.Always, Limit = 100, RequestedBy = by };
}
