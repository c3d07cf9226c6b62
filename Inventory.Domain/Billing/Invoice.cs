using Inventory.Domain.Pricing;

namespace Inventory.Domain.Billing;

/// <summary>An invoice, or a credit note if the total is below zero. It never changes.</summary>
[GenerateSerializer, Immutable, Alias("inventory.invoice")]
public sealed record Invoice
{
    /// <summary>Year and number, without gaps over all customers: <c>2026-000017</c>.</summary>
    [Id(0)]
    public required string Number { get; init; }

    /// <summary>The key of the account.</summary>
    [Id(1)]
    public required string Customer { get; init; }

    /// <summary>The id of the charge or refund.</summary>
    [Id(2)]
    public required string ChargeId { get; init; }

    [Id(3)]
    public required Instant Issued { get; init; }

    [Id(4)]
    public required ImmutableArray<InvoiceLine> Lines { get; init; }

    [Id(5)]
    public required Money Total { get; init; }

    /// <summary>The invoice that a credit note corrects.</summary>
    [Id(6)]
    public string? Corrects { get; init; }
}

/// <summary>A refund's amount is below zero.</summary>
[GenerateSerializer, Immutable, Alias("inventory.invoice-line")]
public sealed record InvoiceLine(string Text, Money Amount);

/// <summary>What is left to pay. <paramref name="Entry"/> is the number of the account's entry; a credit note's total is below zero.</summary>
[GenerateSerializer, Immutable, Alias("inventory.invoice-balance")]
public sealed record InvoiceBalance(long Entry, string Number, Instant Issued, Money Total, Money Due);

public sealed record InvoiceRecord
{
    /// <summary><c>null</c> until it is written.</summary>
    public Invoice? Invoice { get; init; }
}

/// <summary>The invoice numbers of one year.</summary>
public sealed record InvoiceNumbers
{
    public long Last { get; init; }

    /// <summary>Reserved numbers that may not be used yet, by charge.</summary>
    public ImmutableDictionary<string, long> Pending { get; init; } = ImmutableDictionary<string, long>.Empty;
}
