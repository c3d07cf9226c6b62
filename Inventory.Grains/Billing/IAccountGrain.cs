using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;

namespace Inventory.Grains.Billing;

/// <summary>The account of one customer, which is the key: an append-only double-entry ledger. A repeat with the same id changes nothing.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown; call again.</remarks>
[Alias("inventory.account-grain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Reserves the amount until the charge expires. The limit is for debts and all reservations together; <c>null</c> is no limit.</summary>
    [Alias("reserve")]
    Task<ReserveStatus> Reserve(Charge charge, Money? creditLimit);

    /// <summary>Writes the charge, reserved or not, into the ledger and on an invoice, and returns the invoice's number.</summary>
    [Alias("post")]
    Task<string> Post(Charge charge);

    /// <returns>False if the charge is posted: then it stays.</returns>
    [Alias("void")]
    Task<bool> Void(string chargeId);

    /// <summary>Writes a refund of a posted charge into the ledger and on a credit note, and returns the credit note's number.</summary>
    [Alias("refund")]
    Task<string> Refund(Refund refund);

    /// <summary>Records a payment, which pays the oldest invoices first.</summary>
    [Alias("pay")]
    Task<PaymentResult> Pay(Payment payment);

    /// <summary>Publishes a charge or refund and confirms its invoice number, if a crash prevented that.</summary>
    [Alias("complete-charge")]
    Task CompleteCharge(string chargeId);

    /// <summary>Entries with numbers above <paramref name="after"/>.</summary>
    [Alias("read")]
    Task<Account> Read(long after, int limit);

    /// <summary>Invoices of entries with numbers above <paramref name="after"/>.</summary>
    [Alias("list-invoices")]
    Task<InvoicePage> ListInvoices(long after, int limit);

    /// <returns><c>null</c> if nothing is due.</returns>
    [Alias("amount-due")]
    Task<Money?> AmountDue(string invoice);
}

/// <summary>The oldest first.</summary>
[GenerateSerializer, Immutable, Alias("inventory.invoice-page")]
public sealed record InvoicePage(ImmutableArray<InvoiceBalance> Invoices, bool HasMore);

public enum PaymentStatus
{
    Recorded = 1,
    KeyReused = 2,
}

[GenerateSerializer, Immutable, Alias("inventory.payment-result")]
public sealed record PaymentResult(PaymentStatus Status, LedgerEntry? Entry);

public enum ReserveStatus
{
    Reserved = 1,
    OverCreditLimit = 2,
}

public static class BillingKeys
{
    public static IAccountGrain GetAccount(this IGrainFactory grains, string customer) => grains.Get<IAccountGrain>(customer);

    public static IInvoiceGrain GetInvoice(this IGrainFactory grains, string number) => grains.Get<IInvoiceGrain>(number);

    public static IInvoiceNumberGrain GetInvoiceNumbers(this IGrainFactory grains, string year) => grains.Get<IInvoiceNumberGrain>(year);
}
