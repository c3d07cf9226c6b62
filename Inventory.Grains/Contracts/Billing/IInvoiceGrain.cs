namespace Inventory.Contracts;

/// <summary>One invoice; its key is its number.</summary>
public interface IInvoiceGrain : IGrainWithStringKey
{
    /// <summary>For the account. Written again, it stays what it was at first.</summary>
    Task Write(Invoice invoice);

    /// <returns>The invoice, or <c>null</c>.</returns>
    Task<Invoice?> Read();
}
