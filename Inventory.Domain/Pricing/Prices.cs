namespace Inventory.Domain.Pricing;

/// <summary>A price is the fixed part plus the cheapest durations that cover the interval.</summary>
public static class Prices
{
    public static PriceStatus Find(this Tariff tariff, Interval interval, out Quote? quote)
    {
        quote = null;
        if (!interval.From.IsFinite || !interval.To.IsFinite)
            return PriceStatus.Infinite;
        try
        {
            if (CheapestCover.Find(tariff, interval) is not { } pieces)
                return PriceStatus.TooLong;
            quote = QuoteOf(tariff, pieces);
            return PriceStatus.Priced;
        }
        catch (OverflowException)
        {
            return PriceStatus.TooLong;
        }
    }

    private static Quote QuoteOf(Tariff tariff, IReadOnlyList<Piece> pieces)
    {
        var lines = ImmutableArray.CreateBuilder<QuoteLine>();
        if (!tariff.Fixed.IsZero)
            lines.Add(new QuoteLine { Quantity = 1, Price = tariff.Fixed, Factor = 1, Amount = tariff.Fixed });
        // Equal neighbours become one line.
        for (int i = 0, next; i < pieces.Count; i = next)
        {
            for (next = i + 1; next < pieces.Count && pieces[next] == pieces[i];)
                next++;
            var (price, factor) = pieces[i];
            lines.Add(new QuoteLine { Duration = price.Duration, Quantity = next - i, Price = price.Price, Factor = factor, Amount = price.Price.Scale(factor) * (next - i) });
        }
        return new Quote
        {
            TariffVersion = tariff.Version,
            Lines = lines.ToImmutable(),
            Total = lines.Aggregate(Money.Zero(tariff.Currency), (sum, line) => sum + line.Amount),
            Cancellation = tariff.Cancellation,
            LateReturn = tariff.LateReturn,
        };
    }
}

public enum PriceStatus
{
    Priced = 1,
    Infinite = 2,

    /// <summary>Too many steps, or an amount with too many digits.</summary>
    TooLong = 3,
}
