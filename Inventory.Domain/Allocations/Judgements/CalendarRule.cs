using Inventory.Domain.Policies;

namespace Inventory.Domain.Allocations.Judgements;

/// <summary>What others have: with the turnaround between them and the wanted time, or of a pool the units that they leave.</summary>
internal sealed class CalendarRule(Calendar calendar, Turnaround? turnaround, string? type, int limit, int units = 1, Guid? part = null) : ITimeRule
{
    private const int MaxGaps = 1_000;
    private const int MaxShort = 100;

    private readonly long _longestBefore = Microseconds(turnaround?.Needed(null, type));
    private readonly long _longestAfter = Microseconds(turnaround?.Needed(type, null));

    public BrokenRule? Check(Interval wanted) => CheckOverlap(wanted) ?? CheckTurnaround(wanted);

    public BrokenRule? CheckOverlap(Interval wanted) => calendar.Units > 0 ? CheckCapacity(wanted)
        : calendar.Conflicts(wanted, limit) is { Count: > 0 } conflicts ? new() { Kind = RuleKind.Overlap, Conflicts = [.. conflicts], Part = part } : null;

    private BrokenRule? CheckCapacity(Interval wanted) => calendar.HighestLoad(wanted) + units <= calendar.Units ? null : new()
    {
        Kind = RuleKind.Capacity,
        Units = units,
        Short = [.. calendar.EachLoad(wanted).Where(load => load.Taken + units > calendar.Units).Select(load => new FreeUnits(load.Time, (int)(calendar.Units - load.Taken))).Take(MaxShort)],
    };

    public BrokenRule? CheckTurnaround(Interval wanted)
    {
        var near = EndedBy(wanted.From).Where(other => other.Interval.To.Plus(NeededAfter(other)) > wanted.From)
            .Concat(BegunFrom(wanted.To).Where(other => wanted.To.Plus(NeededBefore(other)) > other.Interval.From)).Take(limit).ToImmutableArray();
        return near.IsEmpty ? null : new()
        {
            Kind = RuleKind.Turnaround,
            Conflicts = near,
            Part = part,
            Needed = TimeSpan.FromMicroseconds(near.Max(other => other.Interval.To <= wanted.From ? NeededAfter(other) : NeededBefore(other))),
        };
    }

    public Instant? Next(Instant from, long length) => from < Instant.LastFinite
        ? FirstFree(calendar.EachGap(new(from, Instant.LastFinite), TimeSpan.FromMicroseconds(length), units: units), length)?.From
        : null;

    public Instant? Previous(Instant from, long length) => from.Plus(length) is { IsFinite: true } to && to > Instant.FirstFinite
        ? FirstFree(calendar.EachGap(new(Instant.FirstFinite, to), TimeSpan.FromMicroseconds(length), isBackward: true, units), length)?.To.Plus(-length)
        : null;

    /// <summary>The free times in a window, by start. Lazy.</summary>
    public IEnumerable<Interval> EachFree(Interval window, TimeSpan atLeast) => calendar.EachGap(window, atLeast, units: units).Select(Shrink).OfType<Interval>();

    // What is left of a gap.
    private Interval? Shrink(Interval gap)
    {
        if (turnaround is null)
            return gap;
        var (from, to) = (gap.From, gap.To);
        foreach (var other in EndedBy(gap.From))
            if (other.Interval.To.Plus(NeededAfter(other)) is var free && free > from)
                from = free;
        foreach (var other in BegunFrom(gap.To))
            if (other.Interval.From.Plus(-NeededBefore(other)) is var free && free < to)
                to = free;
        return from < to ? new(from, to) : null;
    }

    private Interval? FirstFree(IEnumerable<Interval> gaps, long length)
    {
        foreach (var gap in gaps.Take(MaxGaps))
            if (Shrink(gap) is { } free && free.Length >= length)
                return free;
        return null;
    }

    // At the moment or before it, near enough to matter.
    private IEnumerable<Allocation> EndedBy(Instant moment) => _longestBefore == 0 || !moment.IsFinite ? []
        : calendar.Overlapping(new(moment.Plus(-_longestBefore), moment)).Where(other => other.Interval.To <= moment);

    private IEnumerable<Allocation> BegunFrom(Instant moment) => _longestAfter == 0 || !moment.IsFinite ? []
        : calendar.Overlapping(new(moment, moment.Plus(_longestAfter))).Where(other => other.Interval.From >= moment);

    private long NeededAfter(Allocation other) => Microseconds(turnaround?.Needed(other.Type, type));

    private long NeededBefore(Allocation other) => Microseconds(turnaround?.Needed(type, other.Type));

    private static long Microseconds(TimeSpan? time) => (long)(time?.TotalMicroseconds ?? 0);
}
