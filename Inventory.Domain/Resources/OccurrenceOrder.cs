using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;
using Inventory.Domain.Series;

namespace Inventory.Domain.Resources;

internal static class OccurrenceOrder
{
    /// <summary>Each change is applied by itself: an occurrence that moves to the old time of another comes after it. Those that wait for each other are conflicts.</summary>
    public static List<Allocation> InOrder(this List<Allocation> moved, Calendar calendar, List<OccurrenceConflict> conflicts, Limits limits)
    {
        var ordered = new List<Allocation>(moved.Count);
        for (var open = moved; open.Count > 0;)
        {
            var blocked = new List<Allocation>();
            foreach (var one in open)
                if (calendar.Remove(one.Id) is var rest && rest.HasRoomFor(one))
                {
                    calendar = rest.Add(one);
                    ordered.Add(one);
                }
                else
                    blocked.Add(one);
            if (blocked.Count == open.Count)
            {
                conflicts.AddRange(blocked.Select(one => new OccurrenceConflict(one.Extras!.RecurrenceId!, Judgement.Overlap(calendar.Remove(one.Id).Conflicts(one.Interval, limits.Conflicts), []))));
                break;
            }
            open = blocked;
        }
        return ordered;
    }
}
