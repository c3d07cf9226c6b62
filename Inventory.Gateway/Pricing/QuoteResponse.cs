using System.Xml;
using Inventory.Domain.Pricing;

namespace Inventory.Gateway.Pricing;

/// <summary>The price of a time and its breakdown. Amounts are decimal texts.</summary>
[Example(
    """
    {"resource_type": "Car", "from": "2026-12-01T10:00:00Z", "to": "2026-12-01T12:00:00Z", "currency": "EUR",
    "lines": [{"text": "2 × PT1H at 6.00", "duration": "PT1H", "quantity": 2, "price": "6.00", "factor": "1", "amount": "12.00"}],
    "total": "12.00", "tariff_version": "1"}
    """)]
public sealed record QuoteResponse
{
    public required string ResourceType { get; init; }

    public required Instant From { get; init; }

    public required Instant To { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public required IReadOnlyList<QuoteLineResponse> Lines { get; init; }

    public required string Total { get; init; }

    /// <summary>The version of the tariff that gave the price.</summary>
    public required string TariffVersion { get; init; }

    public static QuoteResponse Of(Quote quote, string resourceType, Interval interval) => new()
    {
        ResourceType = resourceType,
        From = interval.From,
        To = interval.To,
        Currency = quote.Total.Currency,
        Lines = [.. quote.Lines.Select(QuoteLineResponse.Of)],
        Total = quote.Total.ToString(),
        TariffVersion = quote.TariffVersion,
    };
}

/// <summary>A part of a price: quantity × price × factor (season and weekday). <c>duration</c> is ISO 8601, or <c>null</c> for the fixed part.</summary>
public sealed record QuoteLineResponse(string Text, string? Duration, long Quantity, string Price, string Factor, string Amount)
{
    public static QuoteLineResponse Of(QuoteLine line)
    {
        var duration = line.Duration is { } time ? XmlConvert.ToString(time) : null;
        var factor = line.Factor.ToString("0.############", CultureInfo.InvariantCulture);
        var text = duration is null ? "fixed part" : $"{line.Quantity} × {duration} at {line.Price}{(line.Factor == 1 ? "" : $" × {factor}")}";
        return new(text, duration, line.Quantity, line.Price.ToString(), factor, line.Amount.ToString());
    }
}
