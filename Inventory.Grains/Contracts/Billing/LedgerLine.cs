namespace Inventory.Contracts;

/// <summary>One side of an entry: above zero a debit, below zero a credit.</summary>
[GenerateSerializer, Immutable]
public sealed record LedgerLine(LedgerAccount Account, Money Amount);
