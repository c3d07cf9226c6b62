using Inventory.Contracts;

namespace Inventory.Gateway.Billing;

/// <summary>Something that happened to an account.</summary>
/// <param name="Number">1, 2, 3, … in each account.</param>
/// <param name="Kind"><c>charge</c>, <c>refund</c> or <c>payment</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Text">For people.</param>
/// <param name="Amount">What it adds to what is owed, a decimal text; below zero what it takes off.</param>
/// <param name="Invoice">The invoice or credit note that was written with it.</param>
public sealed record LedgerEntryResponse(long Number, string Kind, Instant Time, string Text, string Amount, string? Invoice)
{
    public static LedgerEntryResponse Of(LedgerEntry entry) => new(entry.Number, KindOf(entry.Kind), entry.At, entry.Text,
        entry.Lines.Single(line => line.Account == LedgerAccount.Receivable).Amount.ToString(), entry.Invoice);

    private static string KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Charge => "charge",
        EntryKind.Refund => "refund",
        EntryKind.Payment => "payment",
    };
}
