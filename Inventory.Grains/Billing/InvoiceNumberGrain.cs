using System.Globalization;
using Inventory.Domain.Billing;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Billing;

/// <summary>The numbers of the invoices of one year, which is its key: 1, 2, 3, … without gaps. For the accounts.</summary>
public interface IInvoiceNumberGrain : IGrainWithStringKey
{
    /// <summary>The number for this charge or refund: the same one until it is said to be used.</summary>
    Task<long> Reserve(string chargeId);

    /// <returns>The number that this charge or refund was given and that is not said to be used, or <c>null</c>.</returns>
    Task<long?> Find(string chargeId);

    /// <summary>The number is on an invoice that is written, and need not be remembered.</summary>
    Task Confirm(string chargeId);

    /// <summary>Lets accounts finish what was broken off after its invoice was written.</summary>
    /// <returns>How many numbers were not said to be used.</returns>
    Task<int> Resume();
}

/// <inheritdoc cref="IInvoiceNumberGrain"/>
/// <remarks>Reentrant, so that all who wait for a number share the writes. Who loses the answer asks again and is given the number that is pending for it.</remarks>
[Reentrant]
public sealed class InvoiceNumberGrain : Grain, IInvoiceNumberGrain
{
    private readonly SharedRecord<InvoiceNumbers> _record;

    public InvoiceNumberGrain([PersistentState("numbers")] IPersistentState<InvoiceNumbers> stored) => _record = new(stored, DeactivateOnIdle);

    public async Task<long> Reserve(string chargeId)
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
    public Task Confirm(string chargeId)
    {
        _record.Value = _record.Value with { Pending = _record.Value.Pending.Remove(chargeId) };
        return Task.CompletedTask;
    }

    public async Task<int> Resume()
    {
        var pending = _record.Value.Pending;
        // One that fails is woken again; the others do not wait for that.
        foreach (var (chargeId, number) in pending)
            await ResumeAsync(chargeId, number).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _record.FlushAsync();
        return pending.Count;
    }

    private async Task ResumeAsync(string chargeId, long number)
    {
        // What is not written yet is written by whoever asked for it.
        if (await GrainFactory.GetInvoice(string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()}-{number:D6}")).Read() is { } invoice)
            await GrainFactory.GetAccount(invoice.Customer).CompleteCharge(chargeId);
    }
}
