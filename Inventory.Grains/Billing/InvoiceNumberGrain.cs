using System.Globalization;
using Inventory.Contracts;
using Inventory.Domain.Billing;
using Inventory.Store;
using Orleans.Concurrency;

namespace Inventory.Billing;

/// <inheritdoc cref="IInvoiceNumberGrain"/>
/// <remarks>Reentrant, so that all who wait for a number share the writes. Who loses the answer asks again and is given the number that is pending for it.</remarks>
[Reentrant]
public sealed class InvoiceNumberGrain : Grain, IInvoiceNumberGrain
{
    private readonly SharedRecord<InvoiceNumbers> _record;

    public InvoiceNumberGrain([PersistentState("numbers")] IPersistentState<InvoiceNumbers> stored) => _record = new(stored, DeactivateOnIdle);

    public async Task<long> Take(string chargeId)
    {
        var numbers = _record.Value;
        if (!numbers.Pending.TryGetValue(chargeId, out var number))
        {
            number = numbers.Last + 1;
            _record.Value = new() { Last = number, Pending = numbers.Pending.Add(chargeId, number) };
        }
        await _record.WriteAsync();
        return number;
    }

    public Task<long?> Find(string chargeId) => Task.FromResult<long?>(_record.Value.Pending.TryGetValue(chargeId, out var number) ? number : null);

    // It becomes durable with the next number, or when it is woken: until then it is remembered in vain, which does no harm.
    public Task Settle(string chargeId)
    {
        _record.Value = _record.Value with { Pending = _record.Value.Pending.Remove(chargeId) };
        return Task.CompletedTask;
    }

    public async Task<int> Wake()
    {
        var pending = _record.Value.Pending;
        // One that fails is woken again; the others do not wait for that.
        foreach (var (chargeId, number) in pending)
            await WakeAsync(chargeId, number).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _record.FlushAsync();
        return pending.Count;
    }

    private async Task WakeAsync(string chargeId, long number)
    {
        // What is not written yet is written by whoever asked for it.
        if (await GrainFactory.GetInvoice(string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()}-{number:D6}")).Read() is { } invoice)
            await GrainFactory.GetAccount(invoice.Customer).Settle(chargeId);
    }
}
