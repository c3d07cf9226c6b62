using System.Collections.Immutable;
using Inventory.Contracts;

namespace Inventory.Domain.Billing;

/// <summary>All that an account decides on.</summary>
public sealed record AccountState
{
    /// <summary>By number, which begins at 1.</summary>
    public ImmutableArray<LedgerEntry> Entries { get; init; } = [];

    /// <summary>Charges that are neither posted nor voided.</summary>
    public ImmutableArray<Charge> Reserved { get; init; } = [];

    /// <summary>Invoices of which something is left to be paid, the oldest first.</summary>
    public ImmutableArray<InvoiceStanding> Open { get; init; } = [];

    /// <summary>The sum of what is debited to <see cref="LedgerAccount.Receivable"/>; <c>null</c> before the first entry.</summary>
    public Money? Balance { get; init; }
}
