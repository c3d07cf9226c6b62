using System.Collections.Immutable;

namespace Inventory.Domain.Billing;

/// <summary>The numbers of one year's invoices.</summary>
public sealed record InvoiceNumbers
{
    /// <summary>The highest that was given; 0 before the first.</summary>
    public long Last { get; init; }

    /// <summary>Numbers that are given, and perhaps not used yet, by the charge that they are for.</summary>
    public ImmutableDictionary<string, long> Pending { get; init; } = ImmutableDictionary<string, long>.Empty;
}
