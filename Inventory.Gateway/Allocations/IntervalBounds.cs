using Inventory.Domain.Time;
using Inventory.Gateway.Api;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Allocations;

/// <summary>A bound of an interval in a body: a moment, or infinite, and one of the two.</summary>
internal static class IntervalBounds
{
    /// <param name="faults">What is wrong is added here.</param>
    /// <param name="end"><c>from</c> or <c>to</c>.</param>
    /// <param name="moment">The member <c>from_datetime</c> or <c>to_datetime</c>.</param>
    /// <param name="isInfinite">The member <c>from_infinity</c> or <c>to_infinity</c>.</param>
    /// <param name="infinite">The infinity of this end; also told where something is wrong.</param>
    public static Instant Read(List<ValidationError> faults, string end, string? moment, bool? isInfinite, Instant infinite)
    {
        var member = $"{end}_datetime";
        if (isInfinite == true && moment is not null)
            faults.Add(ValidationError.Member(member, $"{member} and {end}_infinity are both given: one of them is enough."));
        else if (isInfinite != true && moment is null)
            faults.Add(ValidationError.Member(member, $"{member} is missing, and {end}_infinity is not true."));
        else if (moment is null)
            return infinite;
        else if (Rfc3339.TryParse(moment, out var instant))
            return instant;
        else
            faults.Add(ValidationError.Member(member, $"{member} {Rfc3339.Expected}."));
        return infinite;
    }
}

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
        var faults = new List<ValidationError>();
        if (from is { } start && !grid.IsAligned(start))
            faults.Add(ValidationError.Member("from_datetime", $"from_datetime is off the slot grid of {type.Slot}."));
        if (to is { } end && !grid.IsAligned(end))
            faults.Add(ValidationError.Member("to_datetime", $"to_datetime is off the slot grid of {type.Slot}."));
        if (faults.Count == 0)
            return null;
        return new ProblemResult(ProblemTypes.OffSlot, $"{type.Name} is taken in whole slots of {type.Slot}.")
        {
            Errors = faults,
            Alternatives = [IntervalResponse.Of(grid.Enclose(from ?? to!.Value, to ?? from!.Value))],
        };
    }
}
