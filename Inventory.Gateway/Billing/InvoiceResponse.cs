using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;

namespace Inventory.Gateway.Billing;

/// <summary>An invoice, or a credit note if the total is below zero. Amounts are decimal texts.</summary>
[Example(
    """
    {"id": "2026-1", "customer": "0198a7b0-0000-7000-8000-0000000000dd", "issued": "2026-11-20T09:01:00Z",
    "lines": [{"text": "Car, 2 × PT1H at 6.00", "amount": "12.00"}], "currency": "EUR", "total": "12.00", "due": "12.00",
    "corrects": null}
    """)]
public sealed record InvoiceResponse
{
    /// <summary>The invoice number: the year and a number within the year, without gaps.</summary>
    public required string Id { get; init; }

    public required string Customer { get; init; }

    public required Instant Issued { get; init; }

    public required IReadOnlyList<InvoiceLineResponse> Lines { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public required string Total { get; init; }

    /// <summary>The amount due.</summary>
    public required string Due { get; init; }

    /// <summary>For a credit note: the number of the invoice that it corrects.</summary>
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

/// <summary>A line of an invoice. The amount is a decimal text.</summary>
public sealed record InvoiceLineResponse(string Text, string Amount);

/// <summary>An invoice in a list, or a credit note if the total is below zero. <c>due</c> is what is left to pay. Amounts are decimal texts.</summary>
[Example("""{"id": "2026-1", "issued": "2026-11-20T09:01:00Z", "currency": "EUR", "total": "12.00", "due": "12.00"}""")]
public sealed record InvoiceSummaryResponse(string Id, Instant Issued, string Currency, string Total, string Due)
{
    public static InvoiceSummaryResponse Of(InvoiceBalance balance) =>
        new(balance.Number, balance.Issued, balance.Total.Currency, balance.Total.ToString(), balance.Due.ToString());
}
