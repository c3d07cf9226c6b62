using Inventory.Domain.Billing;
using Inventory.Grains.States;

namespace Inventory.Grains.Billing;

/// <summary>One invoice; its key is its number.</summary>
[Alias("inventory.invoice-grain")]
public interface IInvoiceGrain : IGrainWithStringKey
{
    /// <summary>For the account. Written again, it stays what it was at first.</summary>
    [Alias("write")]
    Task Write(Invoice invoice);

    /// <returns>The invoice, or <c>null</c>.</returns>
    [Alias("read")]
    Task<Invoice?> Read();
}

/// <inheritdoc cref="IInvoiceGrain"/>
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
