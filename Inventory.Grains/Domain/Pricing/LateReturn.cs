using Inventory.Contracts;

namespace Inventory.Domain.Pricing;

/// <summary>What it costs to come back late.</summary>
/// <param name="Grace">So late is not late.</param>
/// <param name="Every">Each of these that has begun since the end counts; above zero.</param>
/// <param name="Price">For one of them.</param>
public sealed record LateReturn(TimeSpan Grace, TimeSpan Every, Money Price)
{
    /// <summary>The fee for a return at a moment of what was due at another; zero within the grace.</summary>
    public Money FeeOf(Instant due, Instant returned)
    {
        var late = (Int128)returned.Microseconds - due.Microseconds;
        if (late <= (long)Grace.TotalMicroseconds)
            return Money.Zero(Price.Currency);
        var every = (long)Every.TotalMicroseconds;
        return Price * checked((long)((late + every - 1) / every));
    }
}
