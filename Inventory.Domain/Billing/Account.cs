using Inventory.Domain.Pricing;

namespace Inventory.Domain.Billing;

[GenerateSerializer, Immutable, Alias("inventory.account")]
public sealed record Account
{
    /// <summary>What the customer owes, below zero for a credit; <c>null</c> before the first entry.</summary>
    [Id(0)]
    public required Money? Balance { get; init; }

    /// <summary>The total of the charges that are on hold; <c>null</c> without any.</summary>
    [Id(1)]
    public required Money? Reserved { get; init; }

    /// <summary>One page, by number.</summary>
    [Id(2)]
    public required ImmutableArray<LedgerEntry> Entries { get; init; }

    [Id(3)]
    public required bool HasMore { get; init; }
}

public sealed record AccountState
{
    /// <summary>By number, from 1.</summary>
    public ImmutableArray<LedgerEntry> Entries { get; init; } = [];

    public ImmutableArray<Charge> Reserved { get; init; } = [];

    /// <summary>Invoices that are not fully paid, oldest first.</summary>
    public ImmutableArray<InvoiceBalance> Open { get; init; } = [];

    /// <summary>The sum of <see cref="LedgerAccount.Receivable"/>; <c>null</c> before the first entry.</summary>
    public Money? Balance { get; init; }
}
