namespace Inventory.Domain.Pricing;

public static class Cancellation
{
    private static readonly CancellationStep[] WithoutRule = [new(TimeSpan.Zero, 100)];

    /// <summary>By the best step that still applies; nothing from the start on.</summary>
    public static Money RefundOf(Quote quote, Instant start, Instant now)
    {
        var ahead = (Int128)start.Microseconds - now.Microseconds;
        var steps = quote.Cancellation.IsDefaultOrEmpty ? WithoutRule : quote.Cancellation.AsEnumerable();
        var percent = steps.Where(step => ahead > 0 && ahead >= (long)step.Before.TotalMicroseconds).Select(step => step.Percent).DefaultIfEmpty(0).Max();
        return quote.Total.Scale(percent / 100);
    }
}

/// <summary>Refunds a part of the price (0 to 100 percent) until a time (zero or more) before the start.</summary>
[GenerateSerializer, Immutable, Alias("inventory.cancellation-step")]
public sealed record CancellationStep(TimeSpan Before, decimal Percent);
