using Inventory.Contracts;

namespace Inventory.Gateway.Billing;

/// <summary>An invoice or credit note in a list. Amounts are decimal texts.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Issued">When it was written.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">Below zero for a credit note.</param>
/// <param name="Due">What is left to be paid.</param>
public sealed record InvoiceSummaryResponse(string Id, Instant Issued, string Currency, string Total, string Due)
{
    public static InvoiceSummaryResponse Of(InvoiceStanding standing) =>
        new(standing.Number, standing.Issued, standing.Total.Currency, standing.Total.ToString(), standing.Due.ToString());
}
