using System.Collections.Immutable;
using Inventory.Domain.Pricing;

namespace Inventory.Domain.Billing;

/// <summary>How a customer stands.</summary>
[GenerateSerializer, Immutable, Alias("inventory.account")]
public sealed record Account
{
    /// <summary>What it owes; below zero what it has to its credit; <c>null</c> before the first entry.</summary>
    [Id(0)]
    public required Money? Balance { get; init; }

    /// <summary>What it will owe if all is confirmed that it holds; <c>null</c> when it holds nothing.</summary>
    [Id(1)]
    public required Money? Reserved { get; init; }

    /// <summary>A page of them, by number.</summary>
    [Id(2)]
    public required ImmutableArray<LedgerEntry> Entries { get; init; }

    [Id(3)]
    public required bool HasMore { get; init; }
}

/// <summary>All that an account decides on.</summary>
public sealed record AccountState
{
    /// <summary>By number, which begins at 1.</summary>
    public ImmutableArray<LedgerEntry> Entries { get; init; } = [];

    /// <summary>Charges that are neither posted nor voided.</summary>
    public ImmutableArray<Charge> Reserved { get; init; } = [];

    /// <summary>Invoices of which something is left to be paid, the oldest first.</summary>
    public ImmutableArray<InvoiceBalance> Open { get; init; } = [];

    /// <summary>The sum of what is debited to <see cref="LedgerAccount.Receivable"/>; <c>null</c> before the first entry.</summary>
    public Money? Balance { get; init; }
}
