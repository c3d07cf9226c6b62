using Inventory.Contracts;
using Inventory.Domain.Billing;
using Inventory.Store;

namespace Inventory.Billing;

/// <inheritdoc cref="IInvoiceGrain"/>
public sealed class InvoiceGrain([PersistentState("invoice")] IPersistentState<InvoiceRecord> stored) : Grain, IInvoiceGrain
{
    private readonly Record<InvoiceRecord> _record = new(stored);

    public async Task Write(Invoice invoice)
    {
        if ((await _record.ReadAsync()).Invoice is null)
            await _record.WriteAsync(new() { Invoice = invoice });
    }

    public async Task<Invoice?> Read() => (await _record.ReadAsync()).Invoice;
}
