using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Grains.States;
using Inventory.Grains.Webhooks;

namespace Inventory.Grains.Billing;

[GrainType("account")]
public sealed class AccountGrain([PersistentState("account")] IPersistentState<AccountState> stored, WebhookEndpoints endpoints, TimeProvider clock) : Grain, IAccountGrain
{
    private readonly GroupCommitState<AccountState> _state = new(stored);

    private Instant Now => clock.Now();

    public async Task<ReserveStatus> Reserve(Charge charge, Money? creditLimit)
    {
        var state = await _state.ReadAsync();
        if (state.Find(charge.Id) is not null) return ReserveStatus.Reserved;
        var reserved = state.Reserve(charge, Now);
        if (Ledger.Sum(reserved.Balance, reserved.ReservedAt(Now)) > creditLimit) return ReserveStatus.OverCreditLimit;
        await _state.WriteAsync(reserved);
        return ReserveStatus.Reserved;
    }

    public async Task<string> Post(Charge charge)
    {
        var state = await _state.ReadAsync();
        var invoice = state.Find(charge.Id)?.Invoice;
        if (invoice is null)
        {
            invoice = await WriteInvoiceAsync(charge.Id, charge.Lines, corrects: null);
            await _state.WriteAsync(state.Post(charge, invoice, Now));
        }
        await PublishAndConfirmAsync(charge.Id, invoice);
        return invoice;
    }

    public async Task<bool> Void(string chargeId)
    {
        var state = await _state.ReadAsync();
        if (state.Find(chargeId) is not null) return false;
        var voided = state.Void(chargeId);
        if (voided.Reserved.Length < state.Reserved.Length)
            await _state.WriteAsync(voided);
        return true;
    }

    public async Task<string> Refund(Refund refund)
    {
        var state = await _state.ReadAsync();
        var note = state.Find(refund.Id)?.Invoice;
        if (note is null)
        {
            ImmutableArray<InvoiceLine> lines = [.. refund.Lines.Select(line => line with { Amount = -line.Amount })];
            note = await WriteInvoiceAsync(refund.Id, lines, state.Find(refund.ChargeId)?.Invoice);
            await _state.WriteAsync(state.Refund(refund, note, Now));
        }
        await PublishAndConfirmAsync(refund.Id, note);
        return note;
    }

    public async Task<PaymentResult> Pay(Payment payment)
    {
        var state = await _state.ReadAsync();
        if (state.Find(payment.Id) is { } entry)
            return entry.Fingerprint == payment.Fingerprint ? new(PaymentStatus.Recorded, entry) : new(PaymentStatus.KeyReused, null);
        state = await _state.WriteAsync(state.Pay(payment, Now));
        return new(PaymentStatus.Recorded, state.Entries[^1]);
    }

    public async Task CompleteCharge(string chargeId)
    {
        if ((await _state.ReadAsync()).Find(chargeId)?.Invoice is { } invoice)
            await PublishAndConfirmAsync(chargeId, invoice);
    }

    public async Task<Account> Read(long after, int limit)
    {
        var state = await _state.ReadAsync();
        var found = state.Entries.Where(entry => entry.Number > after).Take(limit + 1).ToList();
        return new() { Balance = state.Balance, Reserved = state.ReservedAt(Now), Entries = [.. found.Take(limit)], HasMore = found.Count > limit };
    }

    public async Task<InvoicePage> ListInvoices(long after, int limit)
    {
        var state = await _state.ReadAsync();
        var due = state.Open.ToDictionary(balance => balance.Number, balance => balance.Due);
        var found = state.Entries.Where(entry => entry.Number > after && entry.Invoice is not null).Take(limit + 1).Select(entry =>
        {
            var total = entry.Lines.Single(line => line.Account == LedgerAccount.Receivable).Amount;
            return new InvoiceBalance(entry.Number, entry.Invoice!, entry.At, total, due.GetValueOrDefault(entry.Invoice!, Money.Zero(total.Currency)));
        }).ToList();
        return new([.. found.Take(limit)], HasMore: found.Count > limit);
    }

    public async Task<Money?> AmountDue(string invoice) => (await _state.ReadAsync()).Open.FirstOrDefault(balance => balance.Number == invoice)?.Due;

    private const int YearDigits = 4;

    private IInvoiceNumberGrain NumbersOf(string year) => GrainFactory.GetInvoiceNumbers(year);

    // Until the number is confirmed, the number grain completes the charge again after a crash.
    private async Task PublishAndConfirmAsync(string chargeId, string invoice)
    {
        var webhooks = new WebhookPublisher(endpoints, GrainFactory);
        if (webhooks.IsWanted(WebhookEventTypes.InvoiceWritten) && await GrainFactory.GetInvoice(invoice).Read() is { } written)
            await webhooks.PublishInvoiceAsync(written);
        await NumbersOf(invoice[..YearDigits]).Confirm(chargeId);
    }

    private async Task<string> WriteInvoiceAsync(string chargeId, ImmutableArray<InvoiceLine> lines, string? corrects)
    {
        var now = Now;
        var year = now.ToDateTime().Year;
        // An interrupted attempt may have reserved its number before New Year, however long ago that is.
        if (await NumbersOf($"{year - 1:D4}").Find(chargeId) is not null)
            year--;
        var number = $"{year:D4}-{await NumbersOf($"{year:D4}").Reserve(chargeId):D6}";
        var total = lines.Select(line => line.Amount).Aggregate((sum, amount) => sum + amount);
        await GrainFactory.GetInvoice(number).Write(new()
        {
            Number = number,
            Customer = this.GetPrimaryKeyString(),
            ChargeId = chargeId,
            Issued = now,
            Lines = lines,
            Total = total,
            Corrects = corrects,
        });
        return number;
    }
}
