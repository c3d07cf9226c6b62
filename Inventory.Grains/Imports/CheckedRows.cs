using Inventory.Domain.Imports;

namespace Inventory.Grains.Imports;

/// <summary>What a check has found good, so that it sees rows of one file that contradict each other.</summary>
internal sealed class CheckedRows
{
    private static readonly Comparer<(Interval Interval, long Line)> ByBegin = Comparer<(Interval Interval, long Line)>.Create((one, other) => one.Interval.From.CompareTo(other.Interval.From));

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, List<(Interval Interval, long Line)>> _times = [];

    public bool TryAdd(string name) => _names.Add(name);

    /// <returns>The line of an earlier row that overlaps; <c>null</c> if none does, and the row counts from now on.</returns>
    public long? FindOverlap(Guid resource, ImportRow row)
    {
        var interval = row.Allocation!.Interval;
        if (!_times.TryGetValue(resource, out var times))
            _times[resource] = times = [];
        var index = times.BinarySearch((interval, 0), ByBegin);
        index = index < 0 ? ~index : index;
        // Those before it are apart from each other, so only the neighbours can be in the way.
        foreach (var neighbour in times.Skip(Math.Max(0, index - 1)).Take(2))
            if (neighbour.Interval.Overlaps(interval))
                return neighbour.Line;
        times.Insert(index, (interval, row.Line));
        return null;
    }
}
