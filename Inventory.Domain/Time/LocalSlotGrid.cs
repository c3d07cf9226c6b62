using DateTimeZone = NodaTime.DateTimeZone;
using LocalDate = NodaTime.LocalDate;

namespace Inventory.Domain.Time;

/// <summary>
/// Slots that count from local midnight. Around a clock change a slot begins wherever the local clock shows the begin of one: so one that the change cuts is
/// shorter, and the hour that comes twice has its slots twice. The last slot of a day ends at midnight.
/// </summary>
public sealed class LocalSlotGrid : SlotGrid
{
    private static readonly LocalDate LastDay = new(9999, 12, 29);

    private readonly DateTimeZone _zone;
    private readonly long _slot;

    /// <exception cref="ArgumentOutOfRangeException">The slot is shorter than a minute.</exception>
    public LocalSlotGrid(TimeSpan slot, DateTimeZone zone)
        : base(slot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slot, TimeSpan.FromMinutes(1));
        (_slot, _zone) = ((long)slot.TotalMicroseconds, zone);
    }

    public override bool IsAligned(Instant bound) => !bound.IsFinite || Floor(bound) == bound;

    public override Instant Floor(Instant instant)
    {
        if (!instant.IsFinite)
            return instant;
        var day = DayAt(instant);
        var (begin, end) = DayOf(day);
        var floor = IsWhole(begin, end) ? new(begin.Microseconds + (SlotsBetween(begin, instant) * _slot)) : BeginsOf(day).Last(from => from <= instant);
        return floor < Instant.FirstFinite ? Instant.MinusInfinity : floor;
    }

    public override Instant Ceiling(Instant instant)
    {
        if (!instant.IsFinite || IsAligned(instant))
            return instant;
        var day = DayAt(instant);
        var (begin, end) = DayOf(day);
        if (!IsWhole(begin, end))
            return BeginsOf(day).Append(end).First(from => from >= instant);
        var next = new Instant(begin.Microseconds + ((SlotsBetween(begin, instant) + 1) * _slot));
        return next > Instant.LastFinite ? Instant.PlusInfinity : next < end || instant >= end ? next : end;
    }

    // Whole ones, rounded down: the first day of the calendar is before the begin.
    private long SlotsBetween(Instant begin, Instant instant) => (long)Math.Floor((decimal)(instant.Microseconds - begin.Microseconds) / _slot);

    // The last days of the calendar are like the one before: they have no end.
    private LocalDate DayAt(Instant instant) => instant.In(_zone).Date is var day && day > LastDay ? LastDay : day;

    private (Instant Begin, Instant End) DayOf(LocalDate day) => (BeginOf(day), BeginOf(day.PlusDays(1)));

    private Instant BeginOf(LocalDate day) => Of(_zone.AtStartOfDay(day).ToInstant());

    // A change that leaves the day's length alone does not count: there is none within a day.
    private static bool IsWhole(Instant begin, Instant end) => end.Microseconds - begin.Microseconds == TimeSpan.MicrosecondsPerDay;

    private SortedSet<Instant> BeginsOf(LocalDate day)
    {
        var begins = new SortedSet<Instant> { BeginOf(day) };
        for (var since = 0L; since < TimeSpan.MicrosecondsPerDay; since += _slot)
        {
            var local = day.AtMidnight().PlusTicks(since * TimeSpan.TicksPerMicrosecond);
            var mapped = _zone.MapLocal(local);
            if (mapped.Count > 0)
                begins.Add(Of(mapped.First().ToInstant()));
            if (mapped.Count > 1)
                begins.Add(Of(mapped.Last().ToInstant()));
        }
        return begins;
    }

    private static Instant Of(NodaTime.Instant instant) => new(instant.ToUnixTimeTicks() / TimeSpan.TicksPerMicrosecond);
}
