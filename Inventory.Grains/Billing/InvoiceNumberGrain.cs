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
    private readonly IPersistentState<InvoiceNumbers> _stored;
    private readonly SharedWrite<InvoiceNumbers> _write;

    public InvoiceNumberGrain([PersistentState("numbers")] IPersistentState<InvoiceNumbers> stored) => (_stored, _write) = (stored, new(stored, DeactivateOnIdle));

    public async Task<long> Take(string chargeId)
    {
        var numbers = _stored.State;
        if (!numbers.Pending.TryGetValue(chargeId, out var number))
        {
            number = numbers.Last + 1;
            _stored.State = new() { Last = number, Pending = numbers.Pending.Add(chargeId, number) };
        }
        await _write.WriteAsync();
        return number;
    }

    public Task<long?> Find(string chargeId) => Task.FromResult<long?>(_stored.State.Pending.TryGetValue(chargeId, out var number) ? number : null);

    // It becomes durable with the next number: until then it is remembered in vain, which does no harm.
    public Task Settle(string chargeId)
    {
        _stored.State = _stored.State with { Pending = _stored.State.Pending.Remove(chargeId) };
        return Task.CompletedTask;
    }
}
