using System.Globalization;
using Inventory.Domain.Billing;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Billing;

/// <summary>The numbers of the invoices of one year, which is its key: 1, 2, 3, … without gaps. For the accounts.</summary>
[Alias("inventory.invoice-number-grain")]
public interface IInvoiceNumberGrain : IGrainWithStringKey
{
    /// <summary>The number for this charge or refund: the same one until it is said to be used.</summary>
    [Alias("reserve")]
    Task<long> Reserve(string chargeId);

    /// <returns>The number that this charge or refund was given and that is not said to be used, or <c>null</c>.</returns>
    [Alias("find")]
    Task<long?> Find(string chargeId);

    /// <summary>The number is on an invoice that is written, and need not be remembered.</summary>
    [Alias("confirm")]
    Task Confirm(string chargeId);

    /// <summary>Lets accounts finish what was interrupted after its invoice was written.</summary>
    /// <returns>How many numbers were not said to be used.</returns>
    [Alias("resume")]
    Task<int> Resume();
}

/// <inheritdoc cref="IInvoiceNumberGrain"/>
/// <remarks>Reentrant, so that all who wait for a number share the writes. Who loses the answer asks again and is given the number that is pending for it.</remarks>
[Reentrant]
[GrainType("invoice-number")]
public sealed class InvoiceNumberGrain([PersistentState("numbers")] IPersistentState<InvoiceNumbers> stored) : Grain, IInvoiceNumberGrain
{
    private readonly GroupCommitState<InvoiceNumbers> _state = new(stored);

    public async Task<long> Reserve(string chargeId)
    {
        await _state.ReadAsync();
        var numbers = _state.Value;
        if (!numbers.Pending.TryGetValue(chargeId, out var number))
        {
            number = numbers.Last + 1;
            _state.Value = new() { Last = number, Pending = numbers.Pending.Add(chargeId, number) };
        }
        await _state.WriteAsync();
        return number;
    }

    public async Task<long?> Find(string chargeId) => (await _state.ReadAsync()).Pending.TryGetValue(chargeId, out var number) ? number : null;

    // It becomes durable with the next number, or when it is woken: until then it is remembered without success, which does no harm.
    public async Task Confirm(string chargeId)
    {
        await _state.ReadAsync();
        _state.Value = _state.Value with { Pending = _state.Value.Pending.Remove(chargeId) };
    }

    public async Task<int> Resume()
    {
        var pending = (await _state.ReadAsync()).Pending;
        // One that fails is woken again; the others do not wait for that.
        foreach (var (chargeId, number) in pending)
            await ResumeAsync(chargeId, number).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _state.FlushAsync();
        return pending.Count;
    }

    private async Task ResumeAsync(string chargeId, long number)
    {
        // What is not written yet is written by whoever asked for it.
        if (await GrainFactory.GetInvoice(string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()}-{number:D6}")).Read() is { } invoice)
            await GrainFactory.GetAccount(invoice.Customer).CompleteCharge(chargeId);
    }
}
