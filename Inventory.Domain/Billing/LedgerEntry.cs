using Inventory.Domain.Pricing;

namespace Inventory.Domain.Billing;

/// <summary>Entries are added and never changed.</summary>
[GenerateSerializer, Immutable, Alias("inventory.ledger-entry")]
public sealed record LedgerEntry
{
    /// <summary>1, 2, 3, … in each account.</summary>
    [Id(0)]
    public required long Number { get; init; }

    /// <summary>The id of the charge, refund or payment.</summary>
    [Id(1)]
    public required string Id { get; init; }

    [Id(2)]
    public required EntryKind Kind { get; init; }

    [Id(3)]
    public required Instant At { get; init; }

    [Id(4)]
    public required string Text { get; init; }

    /// <summary>At least two; they sum up to zero.</summary>
    [Id(5)]
    public required ImmutableArray<LedgerLine> Lines { get; init; }

    /// <summary>An invoice or credit note; <c>null</c> for a payment.</summary>
    [Id(6)]
    public string? Invoice { get; init; }

    [Id(7)]
    public long Fingerprint { get; init; }

    /// <summary><c>user:</c> or <c>key:</c> and an id; <c>null</c> if unknown.</summary>
    [Id(8)]
    public string? Actor { get; init; }
}

/// <summary>A debit is above zero, a credit below.</summary>
[GenerateSerializer, Immutable, Alias("inventory.ledger-line")]
public sealed record LedgerLine(LedgerAccount Account, Money Amount);

public enum LedgerAccount
{
    /// <summary>What the customer owes, below zero for a credit.</summary>
    Receivable = 1,

    /// <summary>Earnings are credits, so below zero.</summary>
    Revenue = 2,

    /// <summary>Payments received.</summary>
    Cash = 3,
}

public enum EntryKind
{
    Charge = 1,
    Refund = 2,
    Payment = 3,
}
