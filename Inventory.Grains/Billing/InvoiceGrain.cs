using Inventory.Domain.Billing;
using Inventory.Grains.States;

namespace Inventory.Grains.Billing;

/// <summary>One invoice; the key is its number.</summary>
[Alias("inventory.invoice-grain")]
public interface IInvoiceGrain : IGrainWithStringKey
{
    /// <summary>Only the first write counts.</summary>
    [Alias("write")]
    Task Write(Invoice invoice);

    [Alias("read")]
    Task<Invoice?> Read();
}

[GrainType("invoice")]
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
