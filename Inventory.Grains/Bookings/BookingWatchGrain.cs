using Inventory.Contracts;
using Inventory.Domain.Bookings;
using Inventory.Store;
using Orleans.Concurrency;

namespace Inventory.Bookings;

/// <inheritdoc cref="IBookingWatchGrain"/>
/// <remarks>Reentrant: bookings add and remove themselves while it waits for others, and share the writes.</remarks>
[Reentrant]
public sealed class BookingWatchGrain : Grain, IBookingWatchGrain
{
    private readonly SharedRecord<WatchState> _record;

    public BookingWatchGrain([PersistentState("watch")] IPersistentState<WatchState> stored) => _record = new(stored, DeactivateOnIdle);

    public async Task<bool> Add(Guid booking)
    {
        var before = _record.Value.Bookings;
        _record.Value = new() { Bookings = before.Add(booking) };
        await _record.WriteAsync();
        return before.Contains(booking);
    }

    // It becomes durable with the next that is added or woken: until then it is remembered in vain, which does no harm.
    public Task Remove(Guid booking)
    {
        _record.Value = new() { Bookings = _record.Value.Bookings.Remove(booking) };
        return Task.CompletedTask;
    }

    public async Task<int> Wake()
    {
        var bookings = _record.Value.Bookings;
        // One that fails is tried again, by its own timer and by the next that wakes it; the others do not wait for that.
        foreach (var booking in bookings)
            await GrainFactory.GetBooking(booking).Advance().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _record.FlushAsync();
        return bookings.Count;
    }
}
