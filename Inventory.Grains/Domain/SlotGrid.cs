using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>Equal slots without end, counted from 1970-01-01T00:00:00Z.</summary>
public sealed class SlotGrid
{
    private readonly long _slotMicroseconds;

    /// <param name="slot">One microsecond or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slot is shorter.</exception>
    public SlotGrid(TimeSpan slot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slot, TimeSpan.FromMicroseconds(1));
        _slotMicroseconds = slot.Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>Both ends are where a slot begins, or infinite.</summary>
    public bool Holds(Interval interval) => IsBound(interval.From) && IsBound(interval.To);

    /// <summary>The shortest run of whole slots that covers the interval; infinite where the slot would begin or end beyond the calendar.</summary>
    public Interval Cover(Interval interval) => new(Floor(interval.From), Ceiling(interval.To));

    private bool IsBound(Instant instant) => !instant.IsFinite || instant.Microseconds % _slotMicroseconds == 0;

    private Instant Floor(Instant instant)
    {
        var floor = IsBound(instant) ? instant : new(instant.Microseconds - Offset(instant));
        return floor < Instant.FirstFinite ? Instant.Past : floor;
    }

    private Instant Ceiling(Instant instant)
    {
        var ceiling = IsBound(instant) ? instant : new(instant.Microseconds - Offset(instant) + _slotMicroseconds);
        return ceiling > Instant.LastFinite ? Instant.Future : ceiling;
    }

    // The remainder as if counted from minus infinity: never negative.
    private long Offset(Instant instant) => ((instant.Microseconds % _slotMicroseconds) + _slotMicroseconds) % _slotMicroseconds;
}
