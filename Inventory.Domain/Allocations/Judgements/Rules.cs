using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Allocations.Judgements;

/// <summary>
/// The rules of one resource: its policy, and the slots of its type. They alone judge a wanted time: allocations, moves, holds, searches and previews all ask here.
/// </summary>
public sealed class Rules
{
    public static readonly Rules None = new(Policy.None, null);

    // In microseconds: no finite time is longer.
    private const double Longest = 4e17;

    private readonly OpeningTimes? _opening;

    private Rules(Policy policy, SlotGrid? grid)
    {
        (Policy, Grid) = (policy, grid);
        _opening = policy.Hours is { } hours && !(hours.IsAlwaysOpen && policy.Holidays.IsEmpty) ? new(hours, policy.Holidays) : null;
    }

    public Policy Policy { get; }

    /// <summary><c>null</c> unless the type has slots.</summary>
    public SlotGrid? Grid { get; }

    /// <summary>A time is free or taken, and nothing else matters.</summary>
    public bool IsEmpty => Grid is null && Policy.JudgesNoTime;

    public bool HasBounds => Policy is not { Notice: null, Ahead: null, Shortest: null, Longest: null };

    public static Rules Of(Policy policy, TimeSpan? slot)
    {
        var grid = slot is { } length ? policy.SlotZone is { } zone ? new LocalSlotGrid(length, zone) : new SlotGrid(length) : null;
        return grid is null && policy.IsEmpty ? None : new(policy, grid);
    }

    /// <summary>One judgement of all rules. A refusal names a limited number of conflicts and alternatives.</summary>
    /// <param name="calendar">What others have.</param>
    /// <param name="wanted">The time.</param>
    /// <param name="now">For notice and alternatives.</param>
    /// <param name="limits">Of a refusal.</param>
    /// <param name="parts">Of a whole.</param>
    public Judgement Judge(Calendar calendar, Wanted wanted, Instant now, Limits limits, ImmutableArray<PartCalendar> parts = default)
    {
        if (IsEmpty && calendar.Units == 0 && parts.IsDefaultOrEmpty)
        {
            var conflicts = calendar.Conflicts(wanted.Interval, limits.Conflicts);
            return conflicts.Count == 0 ? Judgement.Allowed
                : Judgement.Overlap(conflicts, Alternatives.Nearest(calendar, wanted.Interval, now, limits.Alternatives));
        }
        var others = Others(calendar, wanted, parts, limits.Conflicts, wanted.Units);
        var bounds = new BoundsRule(Policy, now, wanted.KeepsStart);
        var onTime = OnTime(wanted, bounds).ToList();
        var broken = onTime.Select(rule => rule.Check(wanted.Interval)).OfType<BrokenRule>()
            .Concat(Distinct(others, other => other.CheckOverlap(wanted.Interval))).Concat(Distinct(others, other => other.CheckTurnaround(wanted.Interval))).ToList();
        return broken.Count == 0 ? Judgement.Allowed : Refuse(broken, [.. onTime, .. others], bounds, wanted.Interval, now, limits.Alternatives);
    }

    /// <summary>Whether a judgement would allow it, without the facts of a refusal.</summary>
    public bool Allows(Calendar calendar, Wanted wanted, Instant now, ImmutableArray<PartCalendar> parts = default)
    {
        if (IsEmpty && calendar.Units == 0 && parts.IsDefaultOrEmpty)
            return calendar.Overlapping(wanted.Interval, limit: 1).Count == 0;
        return Others(calendar, wanted, parts, limit: 1, wanted.Units).All(other => other.Check(wanted.Interval) is null) && OnTime(wanted, new BoundsRule(Policy, now, wanted.KeepsStart)).All(rule => rule.Check(wanted.Interval) is null);
    }

    /// <summary>The rules that an existing allocation breaks. How long before its begin it was made does not matter.</summary>
    public IEnumerable<RuleKind> FindViolations(Calendar calendar, Allocation allocation)
    {
        var wanted = new Wanted(allocation.Interval, allocation.Type) { KeepsStart = true, Overrides = allocation.Overrides };
        var others = new CalendarRule(calendar, Turnaround(calendar, wanted), allocation.Type, limit: 1);
        var bounds = new BoundsRule(Policy with { Ahead = null }, allocation.Created, keepsStart: true);
        // Only the rules of its whole judge when it is.
        var onTime = allocation.Whole is null ? OnTime(wanted, bounds) : [];
        return onTime.Select(rule => rule.Check(allocation.Interval)).Append(others.CheckTurnaround(allocation.Interval)).OfType<BrokenRule>().Select(rule => rule.Kind);
    }

    /// <summary>Free times that can be taken, by start, each at least so long. Lazy.</summary>
    /// <param name="calendar">What others have.</param>
    /// <param name="window">Times are cut to it. With rules, an infinite begin is now.</param>
    /// <param name="atLeast">The shortest that is of use.</param>
    /// <param name="type">Of the allocation; <c>null</c> for any.</param>
    /// <param name="now">For notice.</param>
    /// <param name="units">Of a pool, how many have to be free.</param>
    /// <param name="parts">Of a whole.</param>
    public IEnumerable<Interval> FindFree(Calendar calendar, Interval window, TimeSpan atLeast, string? type, Instant now, int units = 1, ImmutableArray<PartCalendar> parts = default)
    {
        var wanted = new Wanted(window, type);
        var bounds = new BoundsRule(Policy, now, keepsStart: false);
        if (_opening is not null && !window.From.IsFinite && now < window.To)
            window = new(now, window.To);
        if (bounds.Cut(window) is not { } open)
            return [];
        var shortest = bounds.Clamp((long)Math.Ceiling(Math.Min(atLeast.TotalMicroseconds, Longest)));
        var atLeastLong = TimeSpan.FromMicroseconds(shortest);
        return Others(calendar, wanted, parts, limit: 1, units).Aggregate((IEnumerable<Interval>)[open], (free, other) => free.SelectMany(time => other.EachFree(time, atLeastLong)))
            .SelectMany(Open).Select(free => Grid is { } grid ? grid.Within(free) : free).OfType<Interval>().Where(free => free.Length >= shortest);
    }

    /// <summary>The first time of this length from a moment on that keeps all rules; <c>null</c> if there is none.</summary>
    public Instant? FindFirst(Calendar calendar, Instant from, long length, string? type, Instant now, int units = 1, ImmutableArray<PartCalendar> parts = default)
    {
        var wanted = new Wanted(Interval.Always, type);
        var bounds = new BoundsRule(Policy, now, keepsStart: false);
        return TimeSearch.Next([.. OnTime(wanted, bounds), .. Others(calendar, wanted, parts, limit: 1, units)], from, length);
    }

    /// <summary>The time around a wanted one in which others matter to it.</summary>
    public Interval Reach(Interval wanted)
    {
        var longest = (long)(Policy.Turnaround?.Longest.TotalMicroseconds ?? 0);
        return new(wanted.From.Plus(-longest), wanted.To.Plus(longest));
    }

    /// <summary>The opening times in a finite window; the window itself if there are no hours.</summary>
    public IEnumerable<Interval> FindOpening(Interval window) => _opening is null ? [window] : _opening.Within(window);

    private IEnumerable<Interval> Open(Interval free) => _opening is null ? [free] : _opening.Cut(free);

    // Which unit of a pool it is, nobody knows.
    private Turnaround? Turnaround(Calendar calendar, Wanted wanted) => calendar.Units > 0 || wanted.Overrides.HasFlag(RuleOverrides.Turnaround) ? null : Policy.Turnaround;

    // The resource itself comes first.
    private List<CalendarRule> Others(Calendar calendar, Wanted wanted, ImmutableArray<PartCalendar> parts, int limit, int units) =>
    [
        new(calendar, Turnaround(calendar, wanted), wanted.Type, limit, units),
        .. (parts.IsDefault ? [] : parts).Select(part => part.RuleFor(wanted, limit)),
    ];

    // What the whole has, its parts have too: once is enough.
    private static IEnumerable<BrokenRule> Distinct(List<CalendarRule> others, Func<CalendarRule, BrokenRule?> check)
    {
        var own = check(others[0]);
        if (own is not null)
            yield return own;
        foreach (var rule in others.Skip(1).Select(check).OfType<BrokenRule>())
        {
            ImmutableArray<Allocation> conflicts = [.. rule.Conflicts.Where(conflict => conflict.Whole is not { } whole || own?.Conflicts.Any(named => named.Id == whole.Allocation) != true)];
            if (!conflicts.IsEmpty)
                yield return rule with { Conflicts = conflicts };
        }
    }

    private IEnumerable<ITimeRule> OnTime(Wanted wanted, BoundsRule bounds)
    {
        if (HasBounds)
            yield return bounds;
        if (Grid is not null)
            yield return new SlotRule(Grid);
        if (_opening is not null && !wanted.Overrides.HasFlag(RuleOverrides.Hours))
            yield return new HoursRule(_opening);
    }

    private Judgement Refuse(List<BrokenRule> broken, IReadOnlyList<ITimeRule> rules, BoundsRule bounds, Interval wanted, Instant now, int limit)
    {
        // Only a bound is off the grid: the slots that it touches are what is wanted.
        if (broken is [{ Kind: RuleKind.Slots } slots] && Grid!.Enclose(wanted.From, wanted.To) is var touched && rules.All(rule => rule.Check(touched) is null)
            && bounds.Next(touched.From, touched.Length) == touched.From)
            return new() { Broken = [slots with { Nearest = touched }], Alternatives = [touched] };
        if (Fit(wanted, bounds) is not { } fitting)
            return new() { Broken = [.. broken] };
        var earliest = wanted.From >= now ? now : Instant.FirstFinite;
        return new()
        {
            Broken = [.. broken.Select(rule => rule with { Nearest = NearestOf(rule.Kind, rules, fitting, earliest) })],
            Alternatives = [.. TimeSearch.Nearest(rules, fitting, earliest, limit)],
        };
    }

    // A time whose length can be had at all.
    private Interval? Fit(Interval wanted, BoundsRule bounds)
    {
        if (!wanted.From.IsFinite || !wanted.To.IsFinite)
            return null;
        var fitting = new Interval(wanted.From, wanted.From.Plus(bounds.Clamp(wanted.Length)));
        if (!fitting.To.IsFinite)
            return null;
        if (Grid is null || new SlotRule(Grid).Next(fitting.From, fitting.Length) is not null)
            return fitting;
        var touched = Grid.Enclose(fitting.From, fitting.To);
        return touched.Length < long.MaxValue ? touched : null;
    }

    private static Interval? NearestOf(RuleKind kind, IReadOnlyList<ITimeRule> rules, Interval fitting, Instant earliest) =>
        TimeSearch.Nearest([.. rules.Where(rule => IsOf(kind, rule))], fitting, earliest, limit: 1).Select(time => (Interval?)time).FirstOrDefault();

    private static bool IsOf(RuleKind kind, ITimeRule rule) => (kind, rule) switch
    {
        (RuleKind.Bounds, BoundsRule) or (RuleKind.Slots, SlotRule) or (RuleKind.Hours, HoursRule) or (RuleKind.Overlap or RuleKind.Turnaround or RuleKind.Capacity, CalendarRule) => true,
        _ => false,
    };
}
