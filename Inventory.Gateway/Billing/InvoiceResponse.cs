using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Time;

namespace Inventory.Gateway.Billing;

/// <summary>An invoice, or with a total below zero a credit note. Amounts are decimal texts.</summary>
public sealed record InvoiceResponse
{
    /// <summary>Its number: year and number in the year, without gaps.</summary>
    public required string Id { get; init; }

    public required string Customer { get; init; }

    public required Instant Issued { get; init; }

    public required IReadOnlyList<InvoiceLineResponse> Lines { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public required string Total { get; init; }

    /// <summary>What is left to be paid.</summary>
    public required string Due { get; init; }

    /// <summary>For a credit note the number of the invoice that it is about.</summary>
    public required string? Corrects { get; init; }

    public static InvoiceResponse Of(Invoice invoice, Money? due) => new()
    {
        Id = invoice.Number,
        Customer = invoice.Customer,
        Issued = invoice.Issued,
        Lines = [.. invoice.Lines.Select(line => new InvoiceLineResponse(line.Text, line.Amount.ToString()))],
        Currency = invoice.Total.Currency,
        Total = invoice.Total.ToString(),
        Due = (due ?? Money.Zero(invoice.Total.Currency)).ToString(),
        Corrects = invoice.Corrects,
    };
}

/// <summary>What is charged for, and how much, a decimal text.</summary>
public sealed record InvoiceLineResponse(string Text, string Amount);

/// <summary>An invoice or credit note in a list. Amounts are decimal texts.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Issued">When it was written.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">Below zero for a credit note.</param>
/// <param name="Due">What is left to be paid.</param>
public sealed record InvoiceSummaryResponse(string Id, Instant Issued, string Currency, string Total, string Due)
{
    public static InvoiceSummaryResponse Of(InvoiceBalance standing) =>
        new(standing.Number, standing.Issued, standing.Total.Currency, standing.Total.ToString(), standing.Due.ToString());
}
