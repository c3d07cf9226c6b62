using Inventory.Domain.Time;

namespace Inventory.Domain.Pricing;

/// <summary>
/// The cheapest durations that cover a time: laid end to end from its start, the last one perhaps beyond its end, each at the factor of the day on which it begins.
/// A dynamic programme over the moments that can be such a beginning, which are multiples of the durations' greatest common divisor, from the last one to the first.
/// </summary>
internal static class CheapestCover
{
    /// <summary>The moments at most: 22 years of hours. Who asks for more would make us work for long.</summary>
    private const int MaxSteps = 200_000;

    /// <returns>From the start on; <c>null</c> when the time has too many steps.</returns>
    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public static IReadOnlyList<Piece>? Find(Tariff tariff, Interval interval)
    {
        // Among equals the longest is chosen, for it comes first: the shorter list is the easier to read.
        var prices = tariff.Prices.OrderByDescending(p => p.Duration).ToArray();
        var step = prices.Select(p => (long)p.Duration.TotalMicroseconds).Aggregate(GreatestCommonDivisor);
        var length = interval.To.Microseconds - interval.From.Microseconds;
        var steps = (length + step - 1) / step;
        if (steps > MaxSteps)
            return null;

        // What it costs to cover all from this step on, and by which duration that begins.
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

/// <summary>One duration of a combination.</summary>
/// <param name="Price">What it costs by the tariff.</param>
/// <param name="Factor">For the day on which it begins.</param>
internal readonly record struct Piece(DurationPrice Price, decimal Factor);
