namespace Inventory.Domain.Pricing;

public static class LateFee
{
    /// <summary>Zero within the grace period.</summary>
    public static Money FeeOf(this LateReturn rule, Instant due, Instant returned)
    {
        var late = (Int128)returned.Microseconds - due.Microseconds;
        if (late <= (long)rule.Grace.TotalMicroseconds)
            return Money.Zero(rule.Price.Currency);
        var every = (long)rule.Every.TotalMicroseconds;
        return rule.Price * checked((long)((late + every - 1) / every));
    }
}

/// <summary>Every period that has begun since the end costs the price; a return within the grace is free.</summary>
[GenerateSerializer, Immutable, Alias("inventory.late-return")]
public sealed record LateReturn(TimeSpan Grace, TimeSpan Every, Money Price);
