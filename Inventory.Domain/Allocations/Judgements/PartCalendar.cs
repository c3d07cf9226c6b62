using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations.Judgements;

/// <summary>What a part of a whole has: it has to be free as well when the whole is taken. Of the part's own rules, only its turnaround matters then.</summary>
/// <param name="Resource">The part.</param>
/// <param name="Calendar">Of the part, with the allocations of its wholes.</param>
/// <param name="Turnaround">Of the part.</param>
public sealed record PartCalendar(Guid Resource, Calendar Calendar, Turnaround? Turnaround)
{
    /// <summary>Whether the whole could take it, as far as this part is concerned.</summary>
    internal bool Allows(Wanted wanted) => RuleFor(wanted, limit: 1).Check(wanted.Interval) is null;

    internal CalendarRule RuleFor(Wanted wanted, int limit) => new(Calendar, wanted.Overrides.HasFlag(RuleOverrides.Turnaround) ? null : Turnaround, wanted.Type, limit, part: Resource);

    /// <summary>As if the whole did not have this allocation.</summary>
    public PartCalendar Without(Guid wholeAllocation) =>
        Calendar.Find(PartAllocation.IdOf(wholeAllocation, Resource)) is { } own ? this with { Calendar = Calendar.Remove(own.Id) } : this;

    /// <summary>As if the whole had this allocation too.</summary>
    public PartCalendar With(Allocation wholeAllocation, Guid whole) => this with { Calendar = Calendar.Add(PartAllocation.Of(wholeAllocation, whole, Resource)) };
}
