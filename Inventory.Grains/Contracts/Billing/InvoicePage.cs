using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <param name="Invoices">The oldest first.</param>
/// <param name="HasMore">There are more, that are younger.</param>
[GenerateSerializer, Immutable]
public sealed record InvoicePage(ImmutableArray<InvoiceStanding> Invoices, bool HasMore);
