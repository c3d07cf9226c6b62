namespace Inventory.Contracts;

/// <summary>The numbers of the invoices of one year, which is its key: 1, 2, 3, … without gaps. For the accounts.</summary>
public interface IInvoiceNumberGrain : IGrainWithStringKey
{
    /// <summary>The number for this charge or refund: the same one until it is said to be used.</summary>
    Task<long> Take(string chargeId);

    /// <returns>The number that this charge or refund was given and that is not said to be used, or <c>null</c>.</returns>
    Task<long?> Find(string chargeId);

    /// <summary>The number is on an invoice that is written, and need not be remembered.</summary>
    Task Settle(string chargeId);

    /// <summary>Lets accounts finish what was broken off after its invoice was written.</summary>
    /// <returns>How many numbers were not said to be used.</returns>
    Task<int> Wake();
}
