using Inventory.Domain.Allocations;
using Inventory.Domain.Imports;

namespace Inventory.Grains.Imports;

/// <summary>What a check has found good, so that it sees rows of one file that contradict each other.</summary>
internal sealed class CheckedRows
{
    private static readonly Comparer<(Interval Interval, long Line)> ByBegin = Comparer<(Interval Interval, long Line)>.Create((one, other) => one.Interval.From.CompareTo(other.Interval.From));

    // And whether it has parts.
    private readonly Dictionary<string, bool> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, List<(Interval Interval, long Line)>> _times = [];
    private readonly Dictionary<Guid, Calendar> _pools = [];

    public bool TryAdd(string name, bool isWhole) => _names.TryAdd(name, isWhole);

    /// <summary>An earlier row makes a resource of this name that can be a part.</summary>
    public bool HasPart(string name) => _names.TryGetValue(name, out var isWhole) && !isWhole;

    public bool Knows(Guid resource) => _times.ContainsKey(resource) || _pools.ContainsKey(resource);

    /// <param name="resource">Of which a first row is checked.</param>
    /// <param name="units">Of a pool; 0 for what exists once.</param>
    /// <param name="loads">What others have of the pool.</param>
    public void Add(Guid resource, int units, IEnumerable<PoolLoad> loads)
    {
        if (units == 0)
            _times[resource] = [];
        else
            _pools[resource] = Calendar.Of([.. loads.Where(load => load.Firm + load.Held > 0).Select((load, n) => Taken(n, load.Time, (int)(load.Firm + load.Held)))], units);
    }

    /// <returns>Why it is refused beside earlier rows; <c>null</c> if it is good, and counts from now on.</returns>
    public string? Check(Guid resource, ImportRow row) => _pools.TryGetValue(resource, out var pool) ? CheckPool(resource, pool, row)
        : FindOverlap(_times[resource], row) is { } line ? $"overlap: Line {line} of the file has this time." : null;

    private string? CheckPool(Guid resource, Calendar pool, ImportRow row)
    {
        var (interval, units) = (row.Allocation!.Interval, Math.Max(1, row.Allocation.Units));
        if (pool.HighestLoad(interval) + units > pool.Units)
            return "capacity: Earlier lines of the file leave not so many units free.";
        _pools[resource] = pool.Add(Taken(-row.Line, interval, units));
        return null;
    }

    private static long? FindOverlap(List<(Interval Interval, long Line)> times, ImportRow row)
    {
        var interval = row.Allocation!.Interval;
        var index = times.BinarySearch((interval, 0), ByBegin);
        index = index < 0 ? ~index : index;
        // Those before it are apart from each other, so only the neighbours can be in the way.
        foreach (var neighbour in times.Skip(Math.Max(0, index - 1)).Take(2))
            if (neighbour.Interval.Overlaps(interval))
                return neighbour.Line;
        times.Insert(index, (interval, row.Line));
        return null;
    }

    private static Allocation Taken(long number, Interval interval, int units)
    {
        Span<byte> id = stackalloc byte[16];
        BitConverter.TryWriteBytes(id, number);
        return new() { Id = new(id), Interval = interval, Type = "taken", Created = Instant.FirstFinite, Version = 1, Units = units };
    }
}
