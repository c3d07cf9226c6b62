using Inventory.Contracts;
using Inventory.Domain.Bookings;
using Inventory.States;
using Orleans.Concurrency;

namespace Inventory.Bookings;

/// <inheritdoc cref="IBookingWatchGrain"/>
/// <remarks>Reentrant: bookings add and remove themselves while it waits for others, and share the writes.</remarks>
[Reentrant]
public sealed class BookingWatchGrain([PersistentState("watch")] IPersistentState<WatchState> stored) : Grain, IBookingWatchGrain
{
    private readonly GroupCommitState<WatchState> _state = new(stored);

    public async Task<bool> Add(Guid booking)
    {
        await _state.ReadAsync();
        var before = _state.Value.Bookings;
        _state.Value = new() { Bookings = before.Add(booking) };
        await _state.WriteAsync();
        return before.Contains(booking);
    }

    // It becomes durable with the next that is added or woken: until then it is remembered in vain, which does no harm.
    public async Task Remove(Guid booking)
    {
        await _state.ReadAsync();
        _state.Value = new() { Bookings = _state.Value.Bookings.Remove(booking) };
    }

    public async Task<int> Wake()
    {
        var bookings = (await _state.ReadAsync()).Bookings;
        // One that fails is tried again, by its own timer and by the next that wakes it; the others do not wait for that.
        foreach (var booking in bookings)
            await GrainFactory.GetBooking(booking).Advance().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _state.FlushAsync();
        return bookings.Count;
    }
}
