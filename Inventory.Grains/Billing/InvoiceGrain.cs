using Inventory.Contracts;
using Inventory.Domain.Billing;
using Inventory.States;

namespace Inventory.Billing;

/// <inheritdoc cref="IInvoiceGrain"/>
public sealed class InvoiceGrain([PersistentState("invoice")] IPersistentState<InvoiceRecord> stored) : Grain, IInvoiceGrain
{
    private readonly GroupCommitState<InvoiceRecord> _state = new(stored);

    public async Task Write(Invoice invoice)
    {
        if ((await _state.ReadAsync()).Invoice is null)
            await _state.WriteAsync(new() { Invoice = invoice });
    }

    public async Task<Invoice?> Read() => (await _state.ReadAsync()).Invoice;
}
