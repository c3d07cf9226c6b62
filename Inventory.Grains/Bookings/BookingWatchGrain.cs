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
    private readonly IPersistentState<WatchState> _stored;
    private readonly SharedWrite<WatchState> _write;

    public BookingWatchGrain([PersistentState("watch")] IPersistentState<WatchState> stored) => (_stored, _write) = (stored, new(stored, DeactivateOnIdle));

    public Task Add(Guid booking)
    {
        _stored.State = new() { Bookings = _stored.State.Bookings.Add(booking) };
        return _write.WriteAsync();
    }

    // It becomes durable with the next that is added: until then it is remembered in vain, which does no harm.
    public Task Remove(Guid booking)
    {
        _stored.State = new() { Bookings = _stored.State.Bookings.Remove(booking) };
        return Task.CompletedTask;
    }

    public async Task<int> Wake()
    {
        var bookings = _stored.State.Bookings;
        // One that fails is tried again, by its own timer and by the next that wakes it; the others do not wait for that.
        foreach (var booking in bookings)
            await GrainFactory.GetBooking(booking).Advance().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return bookings.Count;
    }
}
