using DateTimeZone = NodaTime.DateTimeZone;
using LocalDate = NodaTime.LocalDate;

namespace Inventory.Domain.Time;

/// <summary>
/// Slots that count from local midnight. Around a clock change a slot begins wherever the local clock shows the begin of one: so one that the change cuts is
/// shorter, and the hour that comes twice has its slots twice. The last slot of a day ends at midnight.
/// </summary>
public sealed class LocalSlotGrid : SlotGrid
{
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
        var day = instant.In(_zone).Date;
        var (begin, end) = DayOf(day);
        if (IsWhole(begin, end))
            return begin.Plus((instant.Microseconds - begin.Microseconds) / _slot * _slot);
        return BeginsOf(day).Last(from => from <= instant);
    }

    public override Instant Ceiling(Instant instant)
    {
        if (!instant.IsFinite || IsAligned(instant))
            return instant;
        var day = instant.In(_zone).Date;
        var (begin, end) = DayOf(day);
        if (IsWhole(begin, end))
            return Floor(instant).Plus(_slot) is var next && next < end ? next : end;
        return BeginsOf(day).Append(end).First(from => from >= instant);
    }

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
