namespace Inventory.Contracts;

public enum PaymentStatus
{
    Recorded = 1,

    /// <summary>The id was used before, for another payment.</summary>
    KeyReused = 2,
}

/// <param name="Status">What became of it.</param>
/// <param name="Entry">In the ledger.</param>
[GenerateSerializer, Immutable]
public sealed record PaymentResult(PaymentStatus Status, LedgerEntry? Entry);
