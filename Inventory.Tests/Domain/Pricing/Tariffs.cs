using System.Collections.Immutable;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Pricing;

/// <summary>Tariffs for tests, in euros.</summary>
internal static class Tariffs
{
    /// <summary>Monday, midnight.</summary>
    public static readonly Instant Monday = Instant.From(new DateTime(2026, 11, 30, 0, 0, 0, DateTimeKind.Utc));

    public static Tariff Of(params (TimeSpan Duration, long Cents)[] prices) => new()
    {
        Version = "1",
        Fixed = Euro(0),
        Prices = [.. prices.Select(p => new DurationPrice(p.Duration, Euro(p.Cents)))],
    };

    public static Money Euro(long cents) => new(cents, "EUR");

    public static Instant After(TimeSpan time) => new(Monday.Microseconds + (long)time.TotalMicroseconds);

    public static Interval For(TimeSpan length) => new(Monday, After(length));

    public static Quote Priced(this Tariff tariff, Interval interval)
    {
        Assert.Equal(PriceStatus.Priced, tariff.Find(interval, out var quote));
        return quote!;
    }

    /// <summary>A few durations at random prices, with days that cost more or less.</summary>
    public static Tariff AtRandom(Random random)
    {
        TimeSpan[] durations = [TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(3), TimeSpan.FromHours(7), TimeSpan.FromHours(24), TimeSpan.FromMinutes(90)];
        random.Shuffle(durations);
        return Of([.. durations.Take(1 + random.Next(3)).Select(d => (d, (long)random.Next(2_000)))]) with
        {
            Fixed = Euro(random.Next(500)),
            Weekdays = ImmutableDictionary<DayOfWeek, decimal>.Empty.Add((DayOfWeek)random.Next(7), random.Next(300) / 100m).SetItem((DayOfWeek)random.Next(7), 1.5m),
            Seasons = random.Next(2) == 0 ? [] : [new((11, 30), (12, 1), random.Next(300) / 100m)],
        };
    }
}
