using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>An invoice, or with a total below zero a credit note. It never changes.</summary>
[GenerateSerializer, Immutable]
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
