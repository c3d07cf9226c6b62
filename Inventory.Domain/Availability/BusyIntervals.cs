using Inventory.Domain.Allocations;

namespace Inventory.Domain.Availability;

/// <summary>A resource's busy times in 56 bytes each. Not thread-safe.</summary>
internal sealed class BusyIntervals
{
    // By start. Disjoint, except for expired holds.
    private readonly List<BusyInterval> _times = [];

    /// <summary>Has no effect if the same interval is already there.</summary>
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

    /// <summary><c>null</c> when no gap is long enough.</summary>
    public Instant? EarliestFree(Instant from, TimeSpan length, Instant now)
    {
        var start = from.Microseconds;
        var microseconds = (long)length.TotalMicroseconds;
        for (var i = FirstThatMayReach(from); i < _times.Count && _times[i].Interval.From.Microseconds < start + microseconds; i++)
            if (now < _times[i].Expires)
                start = Math.Max(start, _times[i].Interval.To.Microseconds);
        return start <= Instant.LastFinite.Microseconds - microseconds ? new Instant(start) : null;
    }

    /// <summary>Those that overlap the window, without holds that are over.</summary>
    /// <param name="window">Where.</param>
    /// <param name="now">For holds.</param>
    /// <param name="units">Of a pool, whose times overlap: all are looked at.</param>
    public Calendar CalendarWithin(Interval window, Instant now, int units = 0)
    {
        var found = new List<Allocation>();
        for (var i = units > 0 ? 0 : FirstThatMayReach(window.From); i < _times.Count && _times[i].Interval.From < window.To; i++)
            if (_times[i].Interval.Overlaps(window) && now < _times[i].Expires)
                found.Add(_times[i].ToAllocation());
        return Calendar.Of(found, units);
    }

    private int FirstThatMayReach(Instant moment)
    {
        var at = IndexFrom(moment);
        // An earlier allocation may reach beyond the moment, and any number of expired holds may stand between.
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

/// <param name="AllocationId">The allocation's.</param>
/// <param name="Interval">Its time.</param>
/// <param name="Expires">From when on others may take it; <see cref="Instant.PlusInfinity"/> for a firm allocation.</param>
/// <param name="Type">Of the allocation: the turnaround depends on it.</param>
/// <param name="Units">Of a pool; 0 on what exists once.</param>
public readonly record struct BusyInterval(Guid AllocationId, Interval Interval, Instant Expires, string Type, int Units = 0)
{
    public static BusyInterval Of(Allocation allocation) => new(
        allocation.Id, allocation.Interval, allocation.IsHold || allocation.CheckIn?.ReleasesOnMiss == true ? allocation.Deadline : Instant.PlusInfinity, allocation.Type, allocation.Units);

    public Allocation ToAllocation() => new() { Id = AllocationId, Interval = Interval, Type = Type, Units = Units, Created = default, Version = 0 };
}
