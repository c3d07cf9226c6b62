using Inventory.Domain.Allocations;
using Inventory.Domain.Time;

namespace Inventory.Domain.Availability;

/// <summary>When one resource is taken, in few bytes: 40 an allocation. Not thread-safe.</summary>
internal sealed class BusyIntervals
{
    // Disjoint but for holds that are over, by start.
    private readonly List<BusyInterval> _times = [];

    /// <summary>Adds it, unless it is there.</summary>
    public void Add(BusyInterval time)
    {
        var at = IndexFrom(time.Interval.From);
        for (var i = at; i < _times.Count && _times[i].Interval.From == time.Interval.From; i++)
            if (_times[i] == time)
                return;
        _times.Insert(at, time);
    }

    public void Remove(Guid allocationId) => _times.RemoveAll(t => t.AllocationId == allocationId);

    public bool IsFree(Interval window, Instant now)
    {
        for (var i = FirstThatMayReach(window.From); i < _times.Count && _times[i].Interval.From < window.To; i++)
            if (_times[i].Interval.Overlaps(window) && now < _times[i].Expires)
                return false;
        return true;
    }

    /// <summary>The first moment from <paramref name="from"/> on at which it is free for so long; <c>null</c> when there is none.</summary>
    public Instant? EarliestFree(Instant from, TimeSpan length, Instant now)
    {
        var start = from.Microseconds;
        var microseconds = (long)length.TotalMicroseconds;
        for (var i = FirstThatMayReach(from); i < _times.Count && _times[i].Interval.From.Microseconds < start + microseconds; i++)
            if (now < _times[i].Expires)
                start = Math.Max(start, _times[i].Interval.To.Microseconds);
        return start <= Instant.LastFinite.Microseconds - microseconds ? new Instant(start) : null;
    }

    private int FirstThatMayReach(Instant moment)
    {
        var at = IndexFrom(moment);
        // Before it, one that is taken may reach beyond it; any number of holds that are over may stand between.
        while (at > 0 && (_times[at - 1].Interval.To > moment || _times[at - 1].Expires.IsFinite))
            at--;
        return at;
    }

    private int IndexFrom(Instant moment)
    {
        int low = 0, high = _times.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_times[middle].Interval.From < moment)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

/// <summary>An allocation, as far as a search needs it.</summary>
/// <param name="AllocationId">Whose.</param>
/// <param name="Interval">When.</param>
/// <param name="Expires">When it is over by itself; <see cref="Instant.PlusInfinity"/> for a firm one.</param>
public readonly record struct BusyInterval(Guid AllocationId, Interval Interval, Instant Expires)
{
    public static BusyInterval Of(Allocation allocation) => new(allocation.Id, allocation.Interval, allocation.Expires);
}
