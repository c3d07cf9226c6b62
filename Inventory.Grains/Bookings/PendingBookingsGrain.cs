using Inventory.Domain.Bookings;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Bookings;

/// <summary>Records bookings that are held or between two statuses, so that recovery after a crash finds them; the key is a number.</summary>
[Alias("inventory.pending-bookings-grain")]
public interface IPendingBookingsGrain : IGrainWithStringKey
{
    /// <returns>Whether it was there already.</returns>
    [Alias("add")]
    Task<bool> Add(Guid booking);

    [Alias("remove")]
    Task Remove(Guid booking);

    /// <returns>The count of pending bookings.</returns>
    [Alias("resume")]
    Task<int> Resume();
}

// Reentrant: bookings add and remove themselves while it waits for others, and share the writes.
[Reentrant]
[GrainType("pending-bookings")]
public sealed class PendingBookingsGrain([PersistentState("watch")] IPersistentState<PendingBookingsState> stored) : Grain, IPendingBookingsGrain
{
    private readonly GroupCommitState<PendingBookingsState> _state = new(stored);

    public async Task<bool> Add(Guid booking)
    {
        await _state.ReadAsync();
        var before = _state.Value.Bookings;
        _state.Value = new() { Bookings = before.Add(booking) };
        await _state.WriteAsync();
        return before.Contains(booking);
    }

    // Becomes durable with the next write. After a crash before that, the booking is resumed once more, which changes nothing.
    public async Task Remove(Guid booking)
    {
        await _state.ReadAsync();
        _state.Value = new() { Bookings = _state.Value.Bookings.Remove(booking) };
    }

    public async Task<int> Resume()
    {
        var bookings = (await _state.ReadAsync()).Bookings;
        // A booking that fails is resumed later and does not stop the others.
        foreach (var booking in bookings)
            await GrainFactory.GetBooking(booking).Resume().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _state.FlushAsync();
        return bookings.Count;
    }
}
