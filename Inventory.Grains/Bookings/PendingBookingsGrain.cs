using Inventory.Domain.Bookings;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Bookings;

/// <summary>Remembers bookings that are held, or on their way from one status to another, so that none stays there when a process dies. Its key is a number; see <see cref="BookingKeys.GetPendingBookings"/>.</summary>
public interface IPendingBookingsGrain : IGrainWithStringKey
{
    /// <returns>Whether it is remembered already.</returns>
    Task<bool> Add(Guid booking);

    Task Remove(Guid booking);

    /// <summary>Lets all that are remembered go on.</summary>
    /// <returns>How many there were.</returns>
    Task<int> Resume();
}

/// <inheritdoc cref="IPendingBookingsGrain"/>
/// <remarks>Reentrant: bookings add and remove themselves while it waits for others, and share the writes.</remarks>
[Reentrant]
public sealed class PendingBookingsGrain : Grain, IPendingBookingsGrain
{
    private readonly SharedRecord<PendingBookingsState> _record;

    public PendingBookingsGrain([PersistentState("watch")] IPersistentState<PendingBookingsState> stored) => _record = new(stored, DeactivateOnIdle);

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

    public async Task<int> Resume()
    {
        var bookings = _record.Value.Bookings;
        // One that fails is tried again, by its own timer and by the next that wakes it; the others do not wait for that.
        foreach (var booking in bookings)
            await GrainFactory.GetBooking(booking).Resume().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _record.FlushAsync();
        return bookings.Count;
    }
}
