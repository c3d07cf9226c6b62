using System.Text.Json.Serialization;
using Inventory.Contracts;

namespace Inventory.Gateway.Billing;

/// <summary>Something that happened to an account.</summary>
/// <param name="Number">1, 2, 3, … in each account.</param>
/// <param name="Kind"><c>charge</c>, <c>refund</c> or <c>payment</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Text">For people.</param>
/// <param name="Amount">What it adds to what is owed, a decimal text; below zero what it takes off.</param>
/// <param name="Invoice">The invoice or credit note that was written with it.</param>
/// <param name="Actor">Who asked for it, if that is known; customers are not told.</param>
public sealed record LedgerEntryResponse(long Number, string Kind, Instant Time, string Text, string Amount, string? Invoice,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Actor)
{
    public static LedgerEntryResponse Of(LedgerEntry entry, bool withActor) => new(entry.Number, KindOf(entry.Kind), entry.At, entry.Text,
        entry.Lines.Single(line => line.Account == LedgerAccount.Receivable).Amount.ToString(), entry.Invoice, withActor ? entry.Actor : null);

    private static string KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Charge => "charge",
        EntryKind.Refund => "refund",
        EntryKind.Payment => "payment",
    };
}
