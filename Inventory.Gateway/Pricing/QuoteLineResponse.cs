using System.Globalization;
using System.Xml;
using Inventory.Contracts;

namespace Inventory.Gateway.Pricing;

/// <summary>A part of a price.</summary>
/// <param name="Text">What it is, for people.</param>
/// <param name="Duration">ISO 8601; <c>null</c> for the fixed part.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Price">What one costs by the tariff.</param>
/// <param name="Factor">By season and weekday, a decimal text.</param>
/// <param name="Amount">What all of them cost.</param>
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
