using System.Globalization;
using Inventory.Domain.Billing;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Billing;

/// <summary>The invoice numbers of one year, which is the key: 1, 2, 3, … without gaps.</summary>
[Alias("inventory.invoice-number-grain")]
public interface IInvoiceNumberGrain : IGrainWithStringKey
{
    /// <summary>Returns the same number for a charge or refund until it is confirmed.</summary>
    [Alias("reserve")]
    Task<long> Reserve(string chargeId);

    /// <returns>The number that is reserved and not confirmed, or <c>null</c>.</returns>
    [Alias("find")]
    Task<long?> Find(string chargeId);

    /// <summary>An invoice with the number is written.</summary>
    [Alias("confirm")]
    Task Confirm(string chargeId);

    /// <summary>Completes charges that were interrupted after their invoice was written, and returns the count of unconfirmed numbers.</summary>
    [Alias("resume")]
    Task<int> Resume();
}

// Reentrant, so that all waiting callers share one write.
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

    // Becomes durable with the next write. After a crash before that, Resume completes the charge again, which changes nothing.
    public async Task Confirm(string chargeId)
    {
        await _state.ReadAsync();
        _state.Value = _state.Value with { Pending = _state.Value.Pending.Remove(chargeId) };
    }

    public async Task<int> Resume()
    {
        var pending = (await _state.ReadAsync()).Pending;
        // A charge that fails is resumed later and does not stop the others.
        foreach (var (chargeId, number) in pending)
            await ResumeAsync(chargeId, number).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _state.FlushAsync();
        return pending.Count;
    }

    private async Task ResumeAsync(string chargeId, long number)
    {
        // An invoice that is not written yet is written when its caller tries again.
        if (await GrainFactory.GetInvoice(string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()}-{number:D6}")).Read() is { } invoice)
            await GrainFactory.GetAccount(invoice.Customer).CompleteCharge(chargeId);
    }
}
