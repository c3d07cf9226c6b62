namespace Inventory.Domain.Pricing;

/// <summary>A price is the fixed part plus the cheapest durations that cover the interval.</summary>
public static class Prices
{
    /// <summary>22 years of hours, which take about a millisecond.</summary>
    public const int MaxSteps = 200_000;

    public static PriceStatus Find(this Tariff tariff, Interval interval, out Quote? quote)
    {
        quote = null;
        if (tariff.CountSteps(interval) is not { } steps)
            return PriceStatus.Infinite;
        if (steps > MaxSteps)
            return PriceStatus.TooLong;
        try
        {
            quote = QuoteOf(tariff, CheapestCover.Find(tariff, interval.From, (int)steps));
            return PriceStatus.Priced;
        }
        catch (OverflowException)
        {
            return PriceStatus.TooLong;
        }
    }

    /// <summary>The work that it takes to price an interval; <c>null</c> if it is infinite.</summary>
    public static long? CountSteps(this Tariff tariff, Interval interval) => interval.From.IsFinite && interval.To.IsFinite
        ? (interval.To.Microseconds - interval.From.Microseconds + tariff.StepMicroseconds - 1) / tariff.StepMicroseconds
        : null;

    private static Quote QuoteOf(Tariff tariff, List<(Piece Piece, int Count)> pieces)
    {
        var lines = ImmutableArray.CreateBuilder<QuoteLine>();
        if (!tariff.Fixed.IsZero)
            lines.Add(new QuoteLine { Quantity = 1, Price = tariff.Fixed, Factor = 1, Amount = tariff.Fixed });
        foreach (var ((price, factor, amount), count) in pieces)
            lines.Add(new QuoteLine { Duration = price.Duration, Quantity = count, Price = price.Price, Factor = factor, Amount = amount * count });
        return new Quote
        {
            TariffVersion = tariff.Version,
            Lines = lines.ToImmutable(),
            Total = lines.Aggregate(Money.Zero(tariff.Currency), (sum, line) => sum + line.Amount),
            Cancellation = tariff.Cancellation,
            LateReturn = tariff.LateReturn,
            NoShow = tariff.NoShow,
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
