using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;

namespace Inventory.Gateway.Billing;

/// <summary>The account of a customer. Amounts are decimal texts.</summary>
/// <param name="Customer">The owner.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Balance">What the customer owes; below zero: the customer's credit.</param>
/// <param name="Reserved">What the customer will owe in addition once all held bookings are confirmed.</param>
/// <param name="Entries">The ledger, oldest first.</param>
[Example(
    """
    {"customer": "0198a7b0-0000-7000-8000-0000000000dd", "currency": "EUR", "balance": "12.00", "reserved": "0.00",
    "entries": [{"number": 1, "kind": "charge", "time": "2026-11-20T09:01:00Z", "text": "Booking", "amount": "12.00", "invoice": "2026-1"}]}
    """)]
public sealed record AccountResponse(string Customer, string Currency, string Balance, string Reserved, IReadOnlyList<LedgerEntryResponse> Entries)
{
    public static AccountResponse Of(Account account, string customer, string currency, bool withActors) => new(
        customer,
        currency,
        (account.Balance ?? Money.Zero(currency)).ToString(),
        (account.Reserved ?? Money.Zero(currency)).ToString(),
        [.. account.Entries.Select(entry => LedgerEntryResponse.Of(entry, withActors))]);
}

/// <summary>An entry in the ledger of an account.</summary>
/// <param name="Number">1, 2, 3, … within the account.</param>
/// <param name="Kind"><c>charge</c>, <c>refund</c> or <c>payment</c>.</param>
/// <param name="Time">When it was recorded.</param>
/// <param name="Text">A description for people.</param>
/// <param name="Amount">The change of the balance, a decimal text; below zero if less is owed.</param>
/// <param name="Invoice">The number of its invoice or credit note, if it has one.</param>
/// <param name="Actor">Who asked for it, if known; customers do not see it.</param>
[Example("""{"number": 1, "kind": "payment", "time": "2026-11-20T09:01:00Z", "text": "transfer", "amount": "-12.00", "invoice": null}""")]
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
