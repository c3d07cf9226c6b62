using System.Collections.Immutable;
using Inventory.Domain.Pricing;
using Inventory.Domain.Time;

namespace Inventory.Domain.Billing;

/// <summary>Something that happened to an account. Entries are added and never changed.</summary>
[GenerateSerializer, Immutable, Alias("inventory.ledger-entry")]
public sealed record LedgerEntry
{
    /// <summary>1, 2, 3, … in each account.</summary>
    [Id(0)]
    public required long Number { get; init; }

    /// <summary>Of the charge, refund or payment.</summary>
    [Id(1)]
    public required string Id { get; init; }

    [Id(2)]
    public required EntryKind Kind { get; init; }

    [Id(3)]
    public required Instant At { get; init; }

    /// <summary>For people.</summary>
    [Id(4)]
    public required string Text { get; init; }

    /// <summary>Two or more, which sum up to zero.</summary>
    [Id(5)]
    public required ImmutableArray<LedgerLine> Lines { get; init; }

    /// <summary>The invoice or credit note that it wrote; <c>null</c> for a payment.</summary>
    [Id(6)]
    public string? Invoice { get; init; }

    /// <summary>See <see cref="Payment.Fingerprint"/>.</summary>
    [Id(7)]
    public long Fingerprint { get; init; }

    /// <summary>Who asked for it, if that is known: <c>user:</c> or <c>key:</c> and an id.</summary>
    [Id(8)]
    public string? Actor { get; init; }
}

/// <summary>One side of an entry: above zero a debit, below zero a credit.</summary>
[GenerateSerializer, Immutable, Alias("inventory.ledger-line")]
public sealed record LedgerLine(LedgerAccount Account, Money Amount);

/// <summary>The sides of a customer's ledger.</summary>
public enum LedgerAccount
{
    /// <summary>What the customer owes; below zero what it has to its credit.</summary>
    Receivable = 1,

    /// <summary>What was earned: a credit, so below zero.</summary>
    Revenue = 2,

    /// <summary>What came in.</summary>
    Cash = 3,
}

public enum EntryKind
{
    Charge = 1,
    Refund = 2,
    Payment = 3,
}
