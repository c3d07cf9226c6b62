using Inventory.Contracts;

namespace Inventory.Domain.Billing;

/// <summary>What is kept under an invoice's number.</summary>
public sealed record InvoiceRecord
{
    /// <summary><c>null</c> until it is written.</summary>
    public Invoice? Invoice { get; init; }
}
