using Inventory.Domain.Bookings;
using Inventory.Grains.Concurrency;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Bookings;

/// <summary>Records bookings that are held or between two statuses, so that recovery after a crash finds them; the key is a number.</summary>
[Alias("inventory.pending-bookings-grain")]
public interface IPendingBookingsGrain : IGrainWithStringKey
{
    /// <summary>Called before each step that has to be resumed if it is interrupted.</summary>
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
public sealed class PendingBookingsGrain([PersistentState("watch")] IPersistentState<PendingBookingsState> stored, TimeProvider clock) : Grain, IPendingBookingsGrain
{
    private readonly GroupCommitState<PendingBookingsState> _state = new(stored);

    // What is held needs nobody until it expires: to resume it sooner would activate it each time. Forgotten at the end of the activation.
    private readonly Dictionary<Guid, Instant> _quietUntil = [];

    private SingleFlight<int>? _resuming;

    public async Task<bool> Add(Guid booking)
    {
        await _state.ReadAsync();
        _quietUntil.Remove(booking);
        var before = _state.Value.Bookings;
        _state.Value = new() { Bookings = before.Add(booking) };
        await _state.FlushAsync();
        return before.Contains(booking);
    }

    // Becomes durable with the next write. After a crash before that, the booking is resumed once more, which changes nothing.
    public async Task Remove(Guid booking)
    {
        await _state.ReadAsync();
        _quietUntil.Remove(booking);
        _state.Value = new() { Bookings = _state.Value.Bookings.Remove(booking) };
    }

    /// <summary>Once at a time: every gateway asks for it.</summary>
    public Task<int> Resume() => (_resuming ??= new(ResumeAllAsync)).RunAsync();

    private async Task<int> ResumeAllAsync()
    {
        var bookings = (await _state.ReadAsync()).Bookings;
        foreach (var booking in bookings.Where(booking => clock.Now() >= _quietUntil.GetValueOrDefault(booking, Instant.MinusInfinity)))
            await ResumeAsync(booking);
        await _state.FlushAsync();
        return bookings.Count;
    }

    private async Task ResumeAsync(Guid booking)
    {
        _quietUntil[booking] = Instant.MinusInfinity;
        var resuming = GrainFactory.GetBooking(booking).Resume();
        // A booking that fails is resumed later and does not stop the others.
        await ((Task)resuming).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        // It is gone if the booking took a step meanwhile.
        if (resuming.IsCompletedSuccessfully && _quietUntil.ContainsKey(booking))
            _quietUntil[booking] = await resuming;
    }
}
