namespace Inventory.Contracts;

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
