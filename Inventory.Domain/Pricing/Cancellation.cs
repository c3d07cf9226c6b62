using Inventory.Domain.Time;

namespace Inventory.Domain.Pricing;

/// <summary>What is given back of a price.</summary>
public static class Cancellation
{
    private static readonly CancellationStep[] WithoutRule = [new(TimeSpan.Zero, 100)];

    /// <summary>By the step that gives most among those that are not yet too late. From the start on, nothing.</summary>
    /// <param name="quote">The price, with its rule.</param>
    /// <param name="start">Of the time that was taken; finite.</param>
    /// <param name="now">When it is cancelled.</param>
    public static Money RefundOf(Quote quote, Instant start, Instant now)
    {
        var ahead = (Int128)start.Microseconds - now.Microseconds;
        var steps = quote.Cancellation.IsDefaultOrEmpty ? WithoutRule : quote.Cancellation.AsEnumerable();
        var percent = steps.Where(step => ahead > 0 && ahead >= (long)step.Before.TotalMicroseconds).Select(step => step.Percent).DefaultIfEmpty(0).Max();
        return quote.Total.Scale(percent / 100);
    }
}

/// <summary>Who cancels so long before the start, or longer, is given back so much.</summary>
/// <param name="Before">Zero or more.</param>
/// <param name="Percent">0 to 100, of the whole price.</param>
[GenerateSerializer, Immutable, Alias("inventory.cancellation-step")]
public sealed record CancellationStep(TimeSpan Before, decimal Percent);
