using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Resources;

public sealed class HoldTests(GrainFixture fixture) : GrainTest(fixture)
{
    [Fact]
    public async Task A_hold_takes_the_time_until_it_is_confirmed_and_then_for_good()
    {
        var car = await NewCarAsync();
        var hold = (await Hold(car, 0, 10, TimeSpan.FromHours(1))).Allocation!;
        Assert.True(hold.IsHold);
        Assert.Equal([hold.Id], (await Allocate(car, 5, 15)).Judgement.Conflicts.Select(conflict => conflict.Id));
        var firm = await Confirm(car, hold.Id);
        Assert.True(firm.IsFirm);
        Assert.Equal((false, hold.Interval, 3), (firm.Allocation.IsHold, firm.Allocation.Interval, firm.Allocation.Version));
        await Cluster.DeactivateAsync(GrainOf(car));
        Assert.Equal(firm.Allocation, (await Confirm(car, hold.Id)).Allocation! with { Dump = firm.Allocation.Dump });
        Assert.Equal(AllocateStatus.Refused, (await Allocate(car, 5, 15)).Status);
    }

    [Fact]
    public async Task That_a_hold_is_over_is_written_down_though_nobody_asks()
    {
        var car = await NewCarAsync();
        var hold = (await Hold(car, 0, 10, TimeSpan.FromMilliseconds(50))).Allocation!;
        await UntilAsync(change => change is ResourceEvent.Expired expired && expired.AllocationId == hold.Id);
        Assert.Equal(ConfirmStatus.HoldExpired, (await Confirm(car, hold.Id)).Status);
        await Cluster.DeactivateAsync(GrainOf(car));
        Assert.Equal(ConfirmStatus.HoldExpired, (await Confirm(car, hold.Id)).Status);
        Assert.Empty(await AllocationsOf(car));
    }

    [Fact]
    public async Task A_grain_that_comes_back_after_a_hold_was_over_writes_it_down()
    {
        var car = await NewCarAsync();
        var hold = (await Hold(car, 0, 10, TimeSpan.FromMilliseconds(20))).Allocation!;
        await Cluster.DeactivateAsync(GrainOf(car));
        Assert.Equal(Type, (await GrainOf(car).Read(Type))!.Type);
        await UntilAsync(change => change is ResourceEvent.Expired expired && expired.AllocationId == hold.Id);
        Assert.Equal(ConfirmStatus.HoldExpired, (await Confirm(car, hold.Id)).Status);
    }

    [Fact]
    public async Task A_hold_is_either_confirmed_or_free_again_and_never_both()
    {
        var car = await NewCarAsync();
        var random = new Random(Seed.Next());
        var outcomes = new Dictionary<ConfirmStatus, int>();
        for (var round = 0; round < TestSettings.Trials(80); round++)
        {
            // Most are so short that they may end before a busy machine confirms. Every fourth does not.
            var isLong = round % 4 == 0;
            var hold = (await Hold(car, round, round + 1, isLong ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(1 << random.Next(6)))).Allocation!;
            var wait = random.Next(isLong ? 5 : 80);
            var confirming = Task.Run(() => ConfirmAfterAsync(car, hold.Id, wait));
            var taken = await Task.Run(() => TakeAsync(car, round, confirming));
            var status = (await confirming).Status;
            Assert.Equal((status == ConfirmStatus.HoldExpired, round), (taken is not null, round));
            var only = Assert.Single(await AllocationsOf(car), allocation => allocation.Interval.From.Microseconds == round);
            Assert.Equal((taken?.Id ?? hold.Id, false), (only.Id, only.IsHold));
            outcomes[status] = outcomes.GetValueOrDefault(status) + 1;
        }
        Assert.Equal([ConfirmStatus.Firm, ConfirmStatus.HoldExpired], outcomes.Keys.Order());
    }

    [Fact]
    public async Task A_request_that_is_sent_again_is_answered_as_at_first_by_every_activation()
    {
        var car = await NewCarAsync();
        var request = new AllocateRequest { ResourceType = Type, Interval = Sample.Interval(0, 10), Details = new() { Type = "booking" }, Key = new("k", 1) };
        var first = await GrainOf(car).Allocate(request);
        await Release(car, first.Allocation!.Id);
        for (var life = 0; life < 3; life++)
        {
            Assert.Equal(first.Allocation.Id, (await GrainOf(car).Allocate(request)).Allocation?.Id);
            Assert.Equal(AllocateStatus.KeyReused, (await GrainOf(car).Allocate(request with { Key = new("k", 2) })).Status);
            await Cluster.DeactivateAsync(GrainOf(car));
        }
        Assert.Empty(await AllocationsOf(car));
    }

    [Fact]
    public async Task After_a_lost_answer_the_same_request_is_told_what_it_made()
    {
        var car = await NewCarAsync();
        var request = new AllocateRequest { ResourceType = Type, Interval = Sample.Interval(0, 10), Details = new() { Type = "booking" }, Key = new("k", 1) };
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => GrainOf(car).Allocate(request));
        var answer = await GrainOf(car).Allocate(request);
        Assert.Equal(answer.Allocation!.Id, Assert.Single(await AllocationsOf(car)).Id);
    }

    private async Task<ConfirmResult> ConfirmAfterAsync(Resource car, Guid id, int calls)
    {
        for (var call = 0; call < calls; call++)
            await GrainOf(car).Read(Type);
        return await Confirm(car, id);
    }

    /// <summary>Tries to take the time until it has it, or until it is known whether the hold was confirmed, and once more.</summary>
    private async Task<Allocation?> TakeAsync(Resource car, long from, Task confirming)
    {
        while (true)
        {
            var isLast = confirming.IsCompleted;
            var result = await Allocate(car, from, from + 1);
            if (result.IsAllocated || isLast)
                return result.Allocation;
        }
    }

    private async Task UntilAsync(Func<ResourceEvent, bool> isIt)
    {
        for (var seq = 0L; ;)
        {
            foreach (var next in await Memory.ReadEventsAsync(seq, int.MaxValue, default))
            {
                if (isIt(next.Change))
                    return;
                seq = next.Seq;
            }
            await Memory.WaitForEventsAsync(seq, default).WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    private Task<AllocateResult> Hold(Resource car, long from, long to, TimeSpan hold) =>
        GrainOf(car).Allocate(new() { ResourceType = Type, Interval = Sample.Interval(from, to), Details = new() { Type = "booking" }, Hold = hold });

    private Task<ConfirmResult> Confirm(Resource car, Guid id) => GrainOf(car).Confirm(new() { ResourceType = Type, AllocationId = id });
}
