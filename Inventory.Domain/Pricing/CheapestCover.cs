namespace Inventory.Domain.Pricing;

/// <summary>
/// The cheapest durations that cover an interval: end to end from its start, the last one perhaps beyond its end, each at its first day's factor.
/// Dynamic programming from the end, over multiples of the durations' greatest common divisor.
/// </summary>
internal static class CheapestCover
{
    /// <summary>22 years of hours. A longer interval would take too long.</summary>
    private const int MaxSteps = 200_000;

    /// <returns><c>null</c> when the interval has too many steps.</returns>
    public static IReadOnlyList<Piece>? Find(Tariff tariff, Interval interval)
    {
        // Among equal prices the longest duration wins, because it comes first: a short list is easier to read.
        var prices = tariff.Prices.OrderByDescending(p => p.Duration).ToArray();
        var step = prices.Select(p => (long)p.Duration.TotalMicroseconds).Aggregate(GreatestCommonDivisor);
        var length = interval.To.Microseconds - interval.From.Microseconds;
        var steps = (length + step - 1) / step;
        if (steps > MaxSteps)
            return null;

        // The cost from each step to the end, and the duration to use there.
        var costs = new long[steps + 1];
        var choices = new int[steps];
        var factors = new decimal[steps];
        var scaled = new Dictionary<decimal, long[]>();
        var strides = prices.Select(p => (long)p.Duration.TotalMicroseconds / step).ToArray();
        for (var at = steps - 1; at >= 0; at--)
        {
            factors[at] = tariff.FactorAt(new(interval.From.Microseconds + at * step));
            if (!scaled.TryGetValue(factors[at], out var here))
                scaled[factors[at]] = here = [.. prices.Select(p => p.Price.Scale(factors[at]).MinorUnits)];
            (costs[at], choices[at]) = Cheapest(at, here, strides, costs);
        }

        var pieces = new List<Piece>();
        for (var at = 0L; at < steps; at += strides[choices[at]])
            pieces.Add(new(prices[choices[at]], factors[at]));
        return pieces;
    }

    private static (long Cost, int Choice) Cheapest(long at, long[] prices, long[] strides, long[] costs)
    {
        var best = (Cost: long.MaxValue, Choice: -1);
        for (var i = 0; i < prices.Length; i++)
            if (prices[i] + costs[Math.Min(at + strides[i], costs.Length - 1)] is var cost && cost < best.Cost)
                best = (cost, i);
        return best;
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}

internal readonly record struct Piece(DurationPrice Price, decimal Factor);
