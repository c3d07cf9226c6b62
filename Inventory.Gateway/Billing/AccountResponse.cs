using System.Text.Json.Serialization;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Time;

namespace Inventory.Gateway.Billing;

/// <summary>How a customer stands. Amounts are decimal texts.</summary>
/// <param name="Customer">Whose account it is.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Balance">What it owes; below zero what it has to its credit.</param>
/// <param name="Reserved">What it will owe besides if all is confirmed that it holds.</param>
/// <param name="Entries">The ledger, the oldest first.</param>
public sealed record AccountResponse(string Customer, string Currency, string Balance, string Reserved, IReadOnlyList<LedgerEntryResponse> Entries)
{
    public static AccountResponse Of(Account account, string customer, string currency, bool withActors) => new(
        customer,
        currency,
        (account.Balance ?? Money.Zero(currency)).ToString(),
        (account.Reserved ?? Money.Zero(currency)).ToString(),
        [.. account.Entries.Select(entry => LedgerEntryResponse.Of(entry, withActors))]);
}

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
