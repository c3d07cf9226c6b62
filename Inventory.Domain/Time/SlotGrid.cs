namespace Inventory.Domain.Time;

/// <summary>Equal slots, counted from 1970-01-01T00:00:00Z.</summary>
public class SlotGrid
{
    private readonly long _slotMicroseconds;

    /// <exception cref="ArgumentOutOfRangeException">The slot is shorter than a microsecond.</exception>
    public SlotGrid(TimeSpan slot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slot, TimeSpan.FromMicroseconds(1));
        _slotMicroseconds = slot.Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>True for the start of a slot and for infinity.</summary>
    public virtual bool IsAligned(Instant bound) => !bound.IsFinite || bound.Microseconds % _slotMicroseconds == 0;

    /// <summary>The shortest run of whole slots, at least one, that covers the interval; infinite where it would leave the calendar.</summary>
    public Interval Enclose(Instant from, Instant to)
    {
        var (floor, ceiling) = (Floor(from), Ceiling(to));
        return floor < ceiling ? new(floor, ceiling) : new(floor, Ceiling(new(to.Microseconds + 1)));
    }

    /// <summary>The longest run of whole slots in the window; <c>null</c> when none fits.</summary>
    public Interval? Within(Interval window)
    {
        var (from, to) = (Ceiling(window.From), Floor(window.To));
        return from < to ? new(from, to) : null;
    }

    /// <summary>The slots that lie wholly in the finite window, by start.</summary>
    public IEnumerable<Interval> SlotsWithin(Interval window, int limit)
    {
        var from = Ceiling(window.From);
        for (var n = 0; n < limit && from.IsFinite && Ceiling(new(from.Microseconds + 1)) is { IsFinite: true } to && to <= window.To; n++, from = to)
            yield return new Interval(from, to);
    }

    /// <summary>The last start of a slot that is not after the instant.</summary>
    public virtual Instant Floor(Instant instant)
    {
        var floor = IsAligned(instant) ? instant : new(instant.Microseconds - Offset(instant));
        return floor < Instant.FirstFinite ? Instant.MinusInfinity : floor;
    }

    /// <summary>The first start of a slot that is not before the instant.</summary>
    public virtual Instant Ceiling(Instant instant)
    {
        var ceiling = IsAligned(instant) ? instant : new(instant.Microseconds - Offset(instant) + _slotMicroseconds);
        return ceiling > Instant.LastFinite ? Instant.PlusInfinity : ceiling;
    }

    // The remainder as if counted from minus infinity: never negative.
    private long Offset(Instant instant) => ((instant.Microseconds % _slotMicroseconds) + _slotMicroseconds) % _slotMicroseconds;
}
