namespace Inventory.Contracts;

/// <summary>An invoice or credit note, and what is left to be paid of it.</summary>
/// <param name="Entry">The number of the account's entry that it was written with.</param>
/// <param name="Number">See <see cref="Invoice.Number"/>.</param>
/// <param name="Issued">When it was written.</param>
/// <param name="Total">Below zero for a credit note.</param>
/// <param name="Due">What is left.</param>
[GenerateSerializer, Immutable]
public sealed record InvoiceStanding(long Entry, string Number, Instant Issued, Money Total, Money Due);
