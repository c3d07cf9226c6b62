using Inventory.Contracts;
using Inventory.Gateway.Http;
using Inventory.Gateway.Types;

namespace Inventory.Gateway.Allocations;

/// <summary>Interval resources are taken in whole slots.</summary>
internal static class SlotRules
{
    /// <param name="type">Of the resource.</param>
    /// <param name="from">The new start, if there is one.</param>
    /// <param name="to">The new end, if there is one.</param>
    /// <returns>The refusal, or <c>null</c> when the bounds are on the grid or there is none.</returns>
    public static ProblemResult? Check(ResourceType type, Instant? from, Instant? to)
    {
        if (type.Grid is not { } grid)
            return null;
        var faults = new List<Fault>();
        if (from is { } start && !grid.Holds(start))
            faults.Add(Fault.Member("from_datetime", $"from_datetime is off the slot grid of {type.Slot}."));
        if (to is { } end && !grid.Holds(end))
            faults.Add(Fault.Member("to_datetime", $"to_datetime is off the slot grid of {type.Slot}."));
        if (faults.Count == 0)
            return null;
        return new ProblemResult(ProblemTypes.OffSlot, $"{type.Name} is taken in whole slots of {type.Slot}.")
        {
            Errors = faults,
            Alternatives = [IntervalResponse.Of(grid.Cover(from ?? to!.Value, to ?? from!.Value))],
        };
    }
}
