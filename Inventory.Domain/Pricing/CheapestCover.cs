using System.Buffers;

namespace Inventory.Domain.Pricing;

/// <summary>
/// The cheapest durations that cover an interval: end to end from its start, the last one perhaps beyond its end, each at its first day's factor.
/// Dynamic programming from the end, over multiples of the durations' greatest common divisor. A step takes some nanoseconds, and a day's factor
/// is looked up once.
/// </summary>
internal sealed class CheapestCover
{
    private readonly Tariff _tariff;
    private readonly DurationPrice[] _prices;
    private readonly int[] _strides;
    private readonly Instant _from;
    private readonly int _steps;

    // For each factor that occurs, one piece for each price.
    private readonly Dictionary<decimal, int> _firstPieces = [];
    private readonly List<Piece> _pieces = [];
    private readonly List<long[]> _amounts = [];

    private CheapestCover(Tariff tariff, Instant from, int steps)
    {
        // Among equal prices the longest duration wins, because it comes first: a short list is easier to read.
        (_tariff, _from, _steps) = (tariff, from, steps);
        _prices = [.. tariff.Prices.OrderByDescending(p => p.Duration)];
        _strides = [.. _prices.Select(p => (int)Math.Min(steps, (long)p.Duration.TotalMicroseconds / tariff.StepMicroseconds))];
    }

    /// <param name="tariff">At least one duration.</param>
    /// <param name="from">The start of the interval.</param>
    /// <param name="steps">Its length in steps of the tariff, the last one perhaps partly used.</param>
    /// <returns>The pieces in order, equal neighbours together.</returns>
    public static List<(Piece Piece, int Count)> Find(Tariff tariff, Instant from, int steps)
    {
        // Of a long interval these are megabytes.
        var costs = ArrayPool<long>.Shared.Rent(steps + 1);
        var choices = ArrayPool<int>.Shared.Rent(steps);
        try
        {
            var cover = new CheapestCover(tariff, from, steps);
            cover.Choose(costs, choices);
            return cover.Chosen(choices);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(costs);
            ArrayPool<int>.Shared.Return(choices);
        }
    }

    /// <summary>Finds the cost from each step to the end, and the piece to use there.</summary>
    private void Choose(long[] costs, int[] choices)
    {
        costs[_steps] = 0;
        var since = Instant.PlusInfinity;
        var (first, amounts) = (0, Array.Empty<long>());
        for (var at = _steps - 1; at >= 0; at--)
        {
            var moment = new Instant(_from.Microseconds + at * _tariff.StepMicroseconds);
            if (moment < since)
            {
                (var factor, since) = _tariff.FactorSince(moment);
                first = FirstPieceAt(factor);
                amounts = _amounts[first / _prices.Length];
            }
            (costs[at], choices[at]) = (long.MaxValue, first);
            for (var i = 0; i < amounts.Length; i++)
                if (amounts[i] + costs[Math.Min(at + _strides[i], _steps)] is var cost && cost < costs[at])
                    (costs[at], choices[at]) = (cost, first + i);
        }
    }

    private List<(Piece Piece, int Count)> Chosen(int[] choices)
    {
        var chosen = new List<(Piece Piece, int Count)>();
        var last = -1;
        for (var at = 0; at < _steps; at += _strides[choices[at] % _prices.Length])
        {
            if (choices[at] == last)
                chosen[^1] = chosen[^1] with { Count = chosen[^1].Count + 1 };
            else
                chosen.Add((_pieces[last = choices[at]], 1));
        }
        return chosen;
    }

    private int FirstPieceAt(decimal factor)
    {
        if (_firstPieces.TryGetValue(factor, out var first))
            return first;
        _firstPieces[factor] = first = _pieces.Count;
        _pieces.AddRange(_prices.Select(price => new Piece(price, factor, price.Price.Scale(factor))));
        _amounts.Add([.. _pieces.Skip(first).Select(piece => piece.Amount.MinorUnits)]);
        return first;
    }
}

internal sealed record Piece(DurationPrice Price, decimal Factor, Money Amount);
