using Inventory.Contracts;
using Inventory.Gateway.Types;

namespace Inventory.Gateway.Pricing;

/// <summary>What a time costs, and how that comes about. Amounts are decimal texts.</summary>
public sealed record QuoteResponse
{
    /// <summary>The name of the type.</summary>
    public required string ResourceType { get; init; }

    public required Instant From { get; init; }

    public required Instant To { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>They sum up to the total.</summary>
    public required IReadOnlyList<QuoteLineResponse> Lines { get; init; }

    public required string Total { get; init; }

    /// <summary>Names the prices that it follows.</summary>
    public required string TariffVersion { get; init; }

    public static QuoteResponse Of(Quote quote, ResourceType type, Interval interval) => new()
    {
        ResourceType = type.Name,
        From = interval.From,
        To = interval.To,
        Currency = quote.Total.Currency,
        Lines = [.. quote.Lines.Select(QuoteLineResponse.Of)],
        Total = quote.Total.ToString(),
        TariffVersion = quote.TariffVersion,
    };
}
