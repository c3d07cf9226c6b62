using Inventory.Domain.Time;

namespace Inventory.Domain.Pricing;

/// <summary>What is to be paid for coming back late.</summary>
public static class LateFee
{
    /// <summary>The fee for a return at a moment of what was due at another; zero within the grace.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static Money FeeOf(this LateReturn rule, Instant due, Instant returned)
    {
        var late = (Int128)returned.Microseconds - due.Microseconds;
        if (late <= (long)rule.Grace.TotalMicroseconds)
            return Money.Zero(rule.Price.Currency);
        var every = (long)rule.Every.TotalMicroseconds;
        return rule.Price * checked((long)((late + every - 1) / every));
    }
}

/// <summary>What it costs to come back late.</summary>
/// <param name="Grace">So late is not late.</param>
/// <param name="Every">Each of these that has begun since the end counts; above zero.</param>
/// <param name="Price">For one of them.</param>
[GenerateSerializer, Immutable, Alias("inventory.late-return")]
public sealed record LateReturn(TimeSpan Grace, TimeSpan Every, Money Price);
