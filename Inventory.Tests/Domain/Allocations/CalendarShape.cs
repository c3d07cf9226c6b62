namespace Inventory.Tests.Domain.Allocations;

/// <summary>What random allocations look like.</summary>
/// <param name="Range">Finite allocations begin at 0 to this number of microseconds.</param>
/// <param name="Longest">The longest finite allocation, in microseconds.</param>
/// <param name="Infinite">How many in a thousand intervals have an end without end.</param>
/// <param name="Largest">At so many allocations it begins to shrink; at none, to grow.</param>
/// <param name="Operations">How many a run makes.</param>
public sealed record CalendarShape(int Range, int Longest, int Infinite, int Largest, int Operations)
{
    public static readonly CalendarShape[] All =
    [
        new(Range: 12, Longest: 3, Infinite: 150, Largest: 5, Operations: 25_000),
        new(Range: 200, Longest: 4, Infinite: 10, Largest: 60, Operations: 30_000),
        new(Range: 200, Longest: 1, Infinite: 2, Largest: 150, Operations: 20_000),
        new(Range: 1_000, Longest: 30, Infinite: 100, Largest: 40, Operations: 20_000),
        new(Range: 3_000, Longest: 2, Infinite: 1, Largest: 900, Operations: 15_000),
        new(Range: 1_000_000, Longest: 400, Infinite: 0, Largest: 1_500, Operations: 10_000),
    ];
}
