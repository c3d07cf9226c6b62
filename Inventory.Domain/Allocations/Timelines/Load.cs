namespace Inventory.Domain.Allocations.Timelines;

/// <summary>A moment at which the number of taken units changes.</summary>
internal readonly record struct LoadStep(Instant At, int Change);

/// <summary>Of some steps: their sum, and the highest and the lowest number after one of them, from 0 before them.</summary>
internal readonly record struct LoadSummary(long Sum, long Highest, long Lowest);

internal readonly struct LoadOrder : ITreeOrder<LoadStep, LoadSummary>
{
    public static int Compare(LoadStep one, LoadStep other) => one.At.CompareTo(other.At);

    public static LoadSummary Of(ReadOnlySpan<LoadStep> items)
    {
        var (sum, highest, lowest) = (0L, long.MinValue, long.MaxValue);
        foreach (var step in items)
        {
            sum += step.Change;
            (highest, lowest) = (Math.Max(highest, sum), Math.Min(lowest, sum));
        }
        return new(sum, highest, lowest);
    }

    public static LoadSummary Combine(LoadSummary left, LoadSummary right) =>
        new(left.Sum + right.Sum, Math.Max(left.Highest, left.Sum + right.Highest), Math.Min(left.Lowest, left.Sum + right.Lowest));
}

/// <summary>How many units of a pool are taken at each moment: a tree with sums and maxima, so that every question takes O(log n) steps. Immutable.</summary>
internal readonly struct Load
{
    private readonly SortedTree<LoadStep, LoadSummary, LoadOrder>? _steps;

    private Load(SortedTree<LoadStep, LoadSummary, LoadOrder>? steps) => _steps = steps;

    public static Load Of(IReadOnlyCollection<Allocation> allocations)
    {
        var steps = new SortedDictionary<Instant, int>();
        foreach (var (at, change) in allocations.SelectMany(static a => new[] { (a.Interval.From, a.Units), (a.Interval.To, -a.Units) }))
            steps[at] = steps.GetValueOrDefault(at) + change;
        return new(SortedTree<LoadStep, LoadSummary, LoadOrder>.Of([.. steps.Where(step => step.Value != 0).Select(step => new LoadStep(step.Key, step.Value))]));
    }

    public Load Add(Interval interval, int units) => Step(interval.From, units).Step(interval.To, -units);

    /// <summary>The most units that are taken at a moment of the interval.</summary>
    public long Highest(Interval interval)
    {
        var (sum, highest) = (0L, long.MinValue);
        Visit(_steps, interval, ref sum, ref highest);
        return Math.Max(highest, At(interval.From));
    }

    public long At(Instant moment)
    {
        var sum = 0L;
        for (var node = _steps; node is not null;)
        {
            if (node.Left is { } left)
            {
                (sum, node) = moment >= node.Right!.First.At ? (sum + left.Summary.Sum, node.Right) : (sum, left);
                continue;
            }
            foreach (var step in node.Items)
                sum += step.At <= moment ? step.Change : 0;
            return sum;
        }
        return sum;
    }

    /// <summary>The first change after a moment; <c>null</c> if there is none.</summary>
    public Instant? NextStep(Instant after) => FindFirst(_steps, 0, after, static (_, _) => true);

    /// <summary>The first moment after this one from which at most so many units are taken.</summary>
    public Instant? NextUpTo(Instant after, long most) => FindFirst(_steps, 0, after, (lowest, _) => lowest <= most);

    /// <summary>The first moment after this one from which more units are taken.</summary>
    public Instant? NextAbove(Instant after, long most) => FindFirst(_steps, 0, after, (_, highest) => highest > most);

    /// <summary>The last change before a moment from which at most so many units are taken.</summary>
    public Instant? LastUpTo(Instant before, long most) => FindLast(_steps, 0, before, (lowest, _) => lowest <= most);

    /// <summary>The last change before a moment from which more units are taken.</summary>
    public Instant? LastAbove(Instant before, long most) => FindLast(_steps, 0, before, (_, highest) => highest > most);

    private Load Step(Instant at, int change)
    {
        if (_steps is null)
            return new(SortedTree<LoadStep, LoadSummary, LoadOrder>.Of([new(at, change)]));
        var sum = _steps.TryFind(new(at, 0), out var known) ? known.Change + change : change;
        return new(sum == 0 ? _steps.Remove(known) : _steps.Put(new(at, sum)));
    }

    // In order: the steps up to the begin only count, those within are looked at.
    private static void Visit(SortedTree<LoadStep, LoadSummary, LoadOrder>? node, Interval interval, ref long sum, ref long highest)
    {
        if (node is null || node.First.At >= interval.To)
            return;
        var isWithin = node.First.At > interval.From && node.Last.At < interval.To;
        if (isWithin)
            highest = Math.Max(highest, sum + node.Summary.Highest);
        if (isWithin || node.Last.At <= interval.From)
        {
            sum += node.Summary.Sum;
        }
        else if (node.Left is not null)
        {
            Visit(node.Left, interval, ref sum, ref highest);
            Visit(node.Right, interval, ref sum, ref highest);
        }
        else
        {
            foreach (var step in node.Items)
            {
                sum += step.Change;
                if (step.At > interval.From && step.At < interval.To)
                    highest = Math.Max(highest, sum);
            }
        }
    }

    /// <param name="node">Where.</param>
    /// <param name="before">The units that are taken before its first step.</param>
    /// <param name="after">Only later steps.</param>
    /// <param name="mayHave">By the lowest and the highest number after steps.</param>
    private static Instant? FindFirst(SortedTree<LoadStep, LoadSummary, LoadOrder>? node, long before, Instant after, Func<long, long, bool> mayHave)
    {
        if (node is null || node.Last.At <= after || !mayHave(before + node.Summary.Lowest, before + node.Summary.Highest))
            return null;
        if (node.Left is { } left)
            return FindFirst(left, before, after, mayHave) ?? FindFirst(node.Right, before + left.Summary.Sum, after, mayHave);
        foreach (var step in node.Items)
        {
            before += step.Change;
            if (step.At > after && mayHave(before, before))
                return step.At;
        }
        return null;
    }

    private static Instant? FindLast(SortedTree<LoadStep, LoadSummary, LoadOrder>? node, long before, Instant end, Func<long, long, bool> mayHave)
    {
        if (node is null || node.First.At >= end || !mayHave(before + node.Summary.Lowest, before + node.Summary.Highest))
            return null;
        if (node.Left is { } left)
            return FindLast(node.Right, before + left.Summary.Sum, end, mayHave) ?? FindLast(left, before, end, mayHave);
        Instant? found = null;
        foreach (var step in node.Items)
        {
            before += step.Change;
            if (step.At < end && mayHave(before, before))
                found = step.At;
        }
        return found;
    }
}
