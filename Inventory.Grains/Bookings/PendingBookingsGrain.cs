using Inventory.Domain.Bookings;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Bookings;

/// <summary>Remembers bookings that are held, or on their way from one status to another, so that none stays there when a process dies. Its key is a number; see <see cref="BookingKeys.GetPendingBookings"/>.</summary>
[Alias("inventory.pending-bookings-grain")]
public interface IPendingBookingsGrain : IGrainWithStringKey
{
    /// <returns>Whether it is remembered already.</returns>
    [Alias("add")]
    Task<bool> Add(Guid booking);

    [Alias("remove")]
    Task Remove(Guid booking);

    /// <summary>Lets all that are remembered go on.</summary>
    /// <returns>How many there were.</returns>
    [Alias("resume")]
    Task<int> Resume();
}

/// <inheritdoc cref="IPendingBookingsGrain"/>
/// <remarks>Reentrant: bookings add and remove themselves while it waits for others, and share the writes.</remarks>
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

    // It becomes durable with the next that is added or woken: until then it is remembered without success, which does no harm.
    public async Task Remove(Guid booking)
    {
        await _state.ReadAsync();
        _state.Value = new() { Bookings = _state.Value.Bookings.Remove(booking) };
    }

    public async Task<int> Resume()
    {
        var bookings = (await _state.ReadAsync()).Bookings;
        // One that fails is tried again, by its own timer and by the next that wakes it; the others do not wait for that.
        foreach (var booking in bookings)
            await GrainFactory.GetBooking(booking).Resume().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _state.FlushAsync();
        return bookings.Count;
    }
}
