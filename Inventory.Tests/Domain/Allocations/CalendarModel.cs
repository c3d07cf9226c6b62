using Inventory.Domain.Allocations;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Allocations;

/// <summary>What a calendar is to do, done the slow and obvious way: every question looks at every allocation.</summary>
internal sealed class CalendarModel
{
    private readonly List<Allocation> _allocations = [];

    public IReadOnlyList<Allocation> Allocations => _allocations;

    public bool TryAdd(Allocation allocation)
    {
        if (_allocations.Any(other => other.Interval.Overlaps(allocation.Interval) || other.Id == allocation.Id))
            return false;
        _allocations.Insert(_allocations.Count(other => other.Interval.From < allocation.Interval.From), allocation);
        return true;
    }

    public bool TryRemove(Guid id) => _allocations.RemoveAll(allocation => allocation.Id == id) > 0;

    public Allocation? Find(Guid id) => _allocations.SingleOrDefault(allocation => allocation.Id == id);

    public IEnumerable<Allocation> Overlapping(Interval window, int limit) => _allocations.Where(allocation => allocation.Interval.Overlaps(window)).Take(limit);

    public IEnumerable<Interval> Gaps(Interval window, TimeSpan atLeast, int limit)
    {
        var free = new List<Interval>();
        var from = window.From;
        foreach (var taken in Overlapping(window, int.MaxValue).Select(allocation => allocation.Interval))
        {
            if (taken.From > from)
                free.Add(new(from, taken.From));
            from = taken.To;
        }
        if (from < window.To)
            free.Add(new(from, window.To));
        return free.Where(gap => !gap.From.IsFinite || !gap.To.IsFinite || gap.To.ToDateTime() - gap.From.ToDateTime() >= atLeast).Take(limit);
    }
}
