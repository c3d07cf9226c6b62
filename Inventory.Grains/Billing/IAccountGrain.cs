using System.Collections.Immutable;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Storage;

namespace Inventory.Grains.Billing;

/// <summary>
/// The account of one customer; its key is whose it is. It has a double-entry ledger to which entries are added and in which nothing changes. A charge is reserved while what it is for is
/// held, and then posted or voided; what needs no hold is posted at once. Whatever is asked twice with the same id happens once.
/// </summary>
/// <remarks>Every method fails with <see cref="StoreUnavailableException"/> when the storage does: it may then have happened or not, and is to be asked again.</remarks>
[Alias("inventory.account-grain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Sets the amount aside, until the charge's expiry.</summary>
    /// <param name="charge">What for.</param>
    /// <param name="creditLimit">What the customer may owe, this and all else that is set aside included; <c>null</c> for any amount.</param>
    [Alias("reserve")]
    Task<ReserveStatus> Reserve(Charge charge, Money? creditLimit);

    /// <summary>Writes the charge into the ledger and on an invoice, be it reserved or not.</summary>
    /// <returns>The number of the invoice.</returns>
    [Alias("post")]
    Task<string> Post(Charge charge);

    /// <summary>Gives a reservation back.</summary>
    /// <returns>False when the charge is posted: then it stays.</returns>
    [Alias("void")]
    Task<bool> Void(string chargeId);

    /// <summary>Writes what is given back of a posted charge into the ledger and on a credit note.</summary>
    /// <returns>The number of the credit note.</returns>
    [Alias("refund")]
    Task<string> Refund(Refund refund);

    /// <summary>Records money that came in; it settles the oldest invoices.</summary>
    [Alias("pay")]
    Task<PaymentResult> Pay(Payment payment);

    /// <summary>Finishes a charge or refund that is in the ledger, if that was interrupted: its invoice is told, and its number is said to be used.</summary>
    [Alias("complete-charge")]
    Task CompleteCharge(string chargeId);

    /// <summary>A page of at most <paramref name="limit"/> entries with higher numbers than <paramref name="after"/>.</summary>
    [Alias("read")]
    Task<Account> Read(long after, int limit);

    /// <summary>A page of at most <paramref name="limit"/> invoices of entries with higher numbers than <paramref name="after"/>.</summary>
    [Alias("list-invoices")]
    Task<InvoicePage> ListInvoices(long after, int limit);

    /// <returns>What is left to be paid of an invoice; <c>null</c> when nothing is.</returns>
    [Alias("amount-due")]
    Task<Money?> AmountDue(string invoice);
}

/// <param name="Invoices">The oldest first.</param>
/// <param name="HasMore">There are more, that are younger.</param>
[GenerateSerializer, Immutable, Alias("inventory.invoice-page")]
public sealed record InvoicePage(ImmutableArray<InvoiceBalance> Invoices, bool HasMore);

public enum PaymentStatus
{
    Recorded = 1,

    /// <summary>The id was used before, for another payment.</summary>
    KeyReused = 2,
}

/// <param name="Status">What became of it.</param>
/// <param name="Entry">In the ledger.</param>
[GenerateSerializer, Immutable, Alias("inventory.payment-result")]
public sealed record PaymentResult(PaymentStatus Status, LedgerEntry? Entry);

public enum ReserveStatus
{
    Reserved = 1,

    /// <summary>With it the customer would owe more than it may.</summary>
    OverCreditLimit = 2,
}

/// <summary>The keys of the grains of accounts and invoices.</summary>
public static class BillingKeys
{
    public static IAccountGrain GetAccount(this IGrainFactory grains, string customer) => grains.GetGrain<IAccountGrain>(customer);

    public static IInvoiceGrain GetInvoice(this IGrainFactory grains, string number) => grains.GetGrain<IInvoiceGrain>(number);

    public static IInvoiceNumberGrain GetInvoiceNumbers(this IGrainFactory grains, string year) => grains.GetGrain<IInvoiceNumberGrain>(year);
}
