using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations.Judgements;

/// <summary>Whole slots only.</summary>
internal sealed class SlotRule(SlotGrid grid) : ITimeRule
{
    // Slots that clock changes cut do not come twice in a row.
    private const int MaxSlots = 1_000;

    public BrokenRule? Check(Interval wanted) => (grid.IsAligned(wanted.From), grid.IsAligned(wanted.To)) switch
    {
        (true, true) => null,
        var (from, to) => new() { Kind = RuleKind.Slots, IsFromOff = !from, IsToOff = !to },
    };

    public Instant? Next(Instant from, long length)
    {
        var start = grid.Ceiling(from);
        for (var n = 0; n < MaxSlots && start.IsFinite; n++, start = grid.Ceiling(start.Plus(1)))
            if (grid.IsAligned(start.Plus(length)))
                return start;
        return null;
    }

    public Instant? Previous(Instant from, long length)
    {
        var start = grid.Floor(from);
        for (var n = 0; n < MaxSlots && start.IsFinite; n++, start = grid.Floor(start.Plus(-1)))
            if (grid.IsAligned(start.Plus(length)))
                return start;
        return null;
    }
}
