using Inventory.Contracts;

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
