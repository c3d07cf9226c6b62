using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Domain.Webhooks;

public sealed class OutboxDecisionsTests
{
    private static readonly Instant Now = new(1_000_000_000_000);

    [Fact]
    public void A_delivery_is_added_once_and_ordinals_rise_and_are_of_one_outbox_only()
    {
        var first = new OutboxState().Add(3, ["a", "b"], Now).Add(3, ["b", "c"], Now).Add(3, ["d"], new(Now.Microseconds - 5));
        Assert.Equal(["a", "b", "c", "d"], first.Entries.Select(entry => entry.Delivery));
        Assert.Equal(first.Entries.Select(entry => entry.Ordinal).Order().Distinct(), first.Entries.Select(entry => entry.Ordinal));
        Assert.Equal(first.Last, first.Entries[^1].Ordinal);
        var second = new OutboxState().Add(4, ["a", "b", "c", "d"], Now);
        Assert.Empty(first.Entries.Select(entry => entry.Ordinal).Intersect(second.Entries.Select(entry => entry.Ordinal)));
        Assert.True(new OutboxState().Add(0, ["e"], new(Now.Microseconds + 5)).Last > second.Last);
    }

    [Fact]
    public void What_has_ended_is_pending_no_more_and_ends_once()
    {
        var state = new OutboxState().Add(0, ["a", "b"], Now).Complete("a", Now);
        Assert.Equal(["b"], state.Pending().Select(entry => entry.Delivery));
        Assert.Same(state, state.Complete("a", After(days: 1)));
        Assert.Same(state, state.Complete("unknown", Now));
    }

    [Fact]
    public void What_has_ended_is_forgotten_after_a_week_and_what_is_pending_never()
    {
        var state = new OutboxState().Add(0, ["a", "b", "c"], Now).Complete("a", Now).Complete("b", After(days: 1));
        Assert.Empty(state.Forgotten(After(days: 6)));
        Assert.Equal(["a"], state.Forgotten(After(days: 7)).Select(entry => entry.Delivery));
        Assert.Equal(["a", "b"], state.Forgotten(After(days: 100)).Select(entry => entry.Delivery));
    }

    [Fact]
    public void Of_those_that_have_ended_the_latest_are_kept()
    {
        var names = Enumerable.Range(0, OutboxDecisions.MaxFinished + 2).Select(i => $"{i}").ToList();
        var state = new OutboxState().Add(0, names, Now);
        foreach (var (i, name) in names.Index())
            state = state.Complete(name, new(Now.Microseconds + i));
        Assert.Equal(["0", "1"], state.Forgotten(After(days: 1)).Select(entry => entry.Delivery));
    }

    [Fact]
    public void Of_too_many_that_are_pending_the_oldest_are_named()
    {
        var names = Enumerable.Range(0, OutboxDecisions.MaxPending + 2).Select(i => $"{i}").ToList();
        var state = new OutboxState().Add(0, names, Now);
        Assert.Equal(["0", "1"], state.Excess().Select(entry => entry.Delivery));
        Assert.Empty(state.Complete("7", Now).Complete("8", Now).Excess());
    }

    private static Instant After(int days) => new(Now.Microseconds + (long)TimeSpan.FromDays(days).TotalMicroseconds);
}
