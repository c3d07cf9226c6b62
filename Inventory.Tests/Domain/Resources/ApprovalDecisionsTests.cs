using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class ApprovalDecisionsTests
{
    private static readonly Caller Ann = new("user:ann", Guid.NewGuid());
    private static readonly Caller Olga = new("user:olga");
    private static readonly Rules Rules = Rules.Of(Policy.None with { Approval = new() { AllocationTypes = ["booking"], Within = TimeSpan.FromMicroseconds(100) } }, slot: null);

    [Theory]
    [InlineData("booking", null, AllocationStage.Requested, 110)]
    [InlineData("booking", 30, AllocationStage.HoldRequested, 40)]
    [InlineData("booking", 300, AllocationStage.HoldRequested, 110)]
    [InlineData("repair", null, AllocationStage.None, long.MaxValue)]
    [InlineData("repair", 30, AllocationStage.None, 40)]
    public void What_needs_an_approval_waits_for_it_and_has_its_time(string type, int? hold, AllocationStage stage, long expires)
    {
        var state = Allocated(out var allocation, type, hold);
        Assert.Equal((stage, new Instant(expires)), (allocation.Stage, allocation.Expires));
        Assert.Equal(AllocateStatus.Refused, state.Allocate(Request(), Sample.Id(2), new(11), Limits.Default, Rules).Answer.Status);
    }

    [Theory]
    [InlineData(null, long.MaxValue)]
    [InlineData(50, 60)]
    public void What_is_approved_is_firm_or_held_as_it_was_wanted(int? hold, long expires)
    {
        var state = Allocated(out _, hold: hold);
        Assert.Equal(ConfirmStatus.AwaitsApproval, state.Confirm(new() { ResourceType = "Car", AllocationId = Sample.Id(1) }, new(20)).Answer.Status);
        var decision = state.Approve(Approve(), new(20));
        Assert.Equal((ApproveStatus.Approved, new Instant(expires), AllocationStage.None), (decision.Answer.Status, decision.Answer.Allocation!.Expires, decision.Answer.Allocation.Stage));
        state = state.Apply(Assert.Single(decision.Changes), new(20));
        Assert.Equal(ConfirmStatus.Firm, state.Confirm(new() { ResourceType = "Car", AllocationId = Sample.Id(1) }, new(21)).Answer.Status);
        Assert.Equal(ApproveStatus.AlreadyDecided, state.Approve(Approve(), new(21)).Answer.Status);
        Assert.Equal(ApproveStatus.AlreadyDecided, state.Approve(Approve(isApproved: false), new(21)).Answer.Status);
    }

    [Fact]
    public void What_is_declined_is_free_and_the_reason_is_kept()
    {
        var state = Allocated(out var allocation);
        var decision = state.Approve(Approve(isApproved: false) with { Reason = "painting" }, new(20));
        Assert.Equal(new ResourceEvent.Declined(allocation.Id, "painting"), Assert.Single(decision.Changes));
        state = state.Apply(decision.Changes[0], new(20));
        Assert.Equal(ApproveStatus.NoSuchAllocation, state.Approve(Approve(), new(21)).Answer.Status);
        Assert.True(state.Allocate(Request(), Sample.Id(2), new(21), Limits.Default, Rules).Answer.IsAllocated);
    }

    [Fact]
    public void A_request_that_nobody_answers_expires()
    {
        var state = Allocated(out _);
        Assert.Equal(ApproveStatus.Approved, state.Approve(Approve(), new(109)).Answer.Status);
        Assert.Equal(ApproveStatus.Expired, state.Approve(Approve(), new(110)).Answer.Status);
        state = state.Apply(Assert.Single(state.RecordExpiredHolds(new(110)).Changes), new(110));
        Assert.Equal(ApproveStatus.Expired, state.Approve(Approve(), new(120)).Answer.Status);
    }

    [Fact]
    public void Nobody_approves_what_it_requested_itself()
    {
        var state = Allocated(out _, caller: Olga);
        Assert.Equal(ApproveStatus.OwnRequest, state.Approve(Approve(), new(20)).Answer.Status);
        Assert.Equal(ApproveStatus.Approved, state.Approve(Approve() with { RequestedBy = new("user:ole") }, new(20)).Answer.Status);
        // Where nobody has a name, nobody is the same.
        Assert.Equal(ApproveStatus.Approved, state.Approve(Approve() with { RequestedBy = null }, new(20)).Answer.Status);
    }

    [Fact]
    public void What_a_customer_moves_needs_a_new_approval_and_what_an_operator_moves_does_not()
    {
        var state = Allocated(out var requested);
        var approved = state.Approve(Approve(), new(20)).Answer.Allocation!;
        state = state.Apply(new ResourceEvent.AllocationUpdated(approved, AllocationChange.Approved), new(20));
        var move = new UpdateAllocationRequest { ResourceType = "Car", AllocationId = requested.Id, To = new(1_500), RequestedBy = Ann };
        Assert.Equal((AllocationStage.Requested, new Instant(130)), Stage(state.Update(move, new(30), Limits.Default, Rules)));
        Assert.Equal((AllocationStage.None, Instant.PlusInfinity), Stage(state.Update(move with { RequestedBy = Olga }, new(30), Limits.Default, Rules)));
        var words = move with { To = null, Details = new() { Description = new("new words") } };
        Assert.Equal((AllocationStage.None, Instant.PlusInfinity), Stage(state.Update(words, new(30), Limits.Default, Rules)));

        static (AllocationStage, Instant) Stage(Decision<UpdateAllocationResult> decision) => (decision.Answer.Allocation!.Stage, decision.Answer.Allocation.Expires);
    }

    [Fact]
    public void A_confirmed_booking_cannot_wait_for_an_approval()
    {
        var refusal = Sample.State().Allocate(Request() with { Booking = Guid.NewGuid() }, Sample.Id(1), new(10), Limits.Default, Rules).Answer;
        Assert.Equal([RuleKind.Approval], refusal.Judgement.Broken.Select(rule => rule.Kind));
        Assert.True(Sample.State().Allocate(Request() with { Booking = Guid.NewGuid(), Hold = TimeSpan.FromMicroseconds(5) }, Sample.Id(1), new(10), Limits.Default, Rules).Answer.IsAllocated);
    }

    private static ApproveRequest Approve(bool isApproved = true) => new() { ResourceType = "Car", AllocationId = Sample.Id(1), IsApproved = isApproved, RequestedBy = Olga };

    private static AllocateRequest Request(string type = "booking", int? hold = null) => new()
    {
        ResourceType = "Car", Interval = Sample.Interval(1_000, 2_000), Details = new() { Type = type }, Hold = hold is { } length ? TimeSpan.FromMicroseconds(length) : null,
    };

    private static ResourceState Allocated(out Allocation allocation, string type = "booking", int? hold = null, Caller? caller = null)
    {
        var decision = Sample.State().Allocate(Request(type, hold) with { RequestedBy = caller ?? Ann }, Sample.Id(1), new(10), Limits.Default, Rules);
        allocation = decision.Answer.Allocation!;
        return Sample.State().Apply(Assert.Single(decision.Changes), new(10));
    }
}
