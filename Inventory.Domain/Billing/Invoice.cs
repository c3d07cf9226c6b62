using System.Collections.Immutable;
using Inventory.Domain.Pricing;
using Inventory.Domain.Time;

namespace Inventory.Domain.Billing;

/// <summary>An invoice, or with a total below zero a credit note. It never changes.</summary>
[GenerateSerializer, Immutable, Alias("inventory.invoice")]
public sealed record Invoice
{
    /// <summary>Year and number in the year, without gaps over all customers: <c>2026-000017</c>.</summary>
    [Id(0)]
    public required string Number { get; init; }

    /// <summary>Whose account it is.</summary>
    [Id(1)]
    public required string Customer { get; init; }

    /// <summary>Of the charge or refund.</summary>
    [Id(2)]
    public required string ChargeId { get; init; }

    [Id(3)]
    public required Instant Issued { get; init; }

    [Id(4)]
    public required ImmutableArray<InvoiceLine> Lines { get; init; }

    [Id(5)]
    public required Money Total { get; init; }

    /// <summary>For a credit note the invoice that it is about.</summary>
    [Id(6)]
    public string? Corrects { get; init; }
}

/// <summary>What is charged for, in words, and how much; below zero what is given back.</summary>
[GenerateSerializer, Immutable, Alias("inventory.invoice-line")]
public sealed record InvoiceLine(string Text, Money Amount);

/// <summary>An invoice or credit note, and what is left to be paid of it.</summary>
/// <param name="Entry">The number of the account's entry that it was written with.</param>
/// <param name="Number">See <see cref="Invoice.Number"/>.</param>
/// <param name="Issued">When it was written.</param>
/// <param name="Total">Below zero for a credit note.</param>
/// <param name="Due">What is left.</param>
[GenerateSerializer, Immutable, Alias("inventory.invoice-balance")]
public sealed record InvoiceBalance(long Entry, string Number, Instant Issued, Money Total, Money Due);

/// <summary>What is kept under an invoice's number.</summary>
public sealed record InvoiceRecord
{
    /// <summary><c>null</c> until it is written.</summary>
    public Invoice? Invoice { get; init; }
}

/// <summary>The numbers of one year's invoices.</summary>
public sealed record InvoiceNumbers
{
    /// <summary>The highest that was given; 0 before the first.</summary>
    public long Last { get; init; }

    /// <summary>Numbers that are given, and perhaps not used yet, by the charge that they are for.</summary>
    public ImmutableDictionary<string, long> Pending { get; init; } = ImmutableDictionary<string, long>.Empty;
}
