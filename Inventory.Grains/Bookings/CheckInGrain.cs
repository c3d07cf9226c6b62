using Inventory.Domain.Bookings;
using Inventory.Grains.Concurrency;
using Inventory.Grains.States;
using Orleans.Concurrency;

namespace Inventory.Grains.Bookings;

/// <summary>Confirmed bookings of which a check-in is over in one hour, so that a missed one is charged, also after a crash. The key is the hour, counted since 1970.</summary>
[Alias("inventory.check-in-grain")]
public interface ICheckInGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task Add(Guid booking, Instant due);

    /// <returns>The count of bookings that are left.</returns>
    [Alias("resume")]
    Task<int> Resume();
}

/// <summary>The hours that have bookings. There is one, so that nobody looks for them in each hour since the last start.</summary>
[Alias("inventory.check-in-hours-grain")]
public interface ICheckInHoursGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task Add(long hour);

    /// <returns>The count of bookings of which a check-in is over, or is over within the hour.</returns>
    [Alias("resume")]
    Task<int> Resume();
}

// Reentrant: bookings add themselves while it waits for others, and share the writes.
[Reentrant]
[GrainType("check-in")]
public sealed class CheckInGrain([PersistentState("bookings")] IPersistentState<CheckInsState> stored, TimeProvider clock) : Grain, ICheckInGrain
{
    private readonly GroupCommitState<CheckInsState> _state = new(stored);

    public async Task Add(Guid booking, Instant due)
    {
        await _state.ReadAsync();
        _state.Value = new() { Bookings = _state.Value.Bookings.SetItem(booking, due) };
        await _state.FlushAsync();
    }

    public async Task<int> Resume()
    {
        foreach (var (booking, due) in (await _state.ReadAsync()).Bookings.Where(entry => entry.Value <= clock.Now()))
        {
            var charging = GrainFactory.GetBooking(booking).ChargeNoShows();
            // A booking that fails is tried again later and does not stop the others.
            await ((Task)charging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await _state.ReadAsync();
            // It has another time if another check-in of the booking is over later in this hour.
            if (charging.IsCompletedSuccessfully && _state.Value.Bookings.GetValueOrDefault(booking) == due)
                _state.Value = new() { Bookings = _state.Value.Bookings.Remove(booking) };
        }
        await _state.FlushAsync();
        return _state.Value.Bookings.Count;
    }
}

[Reentrant]
[GrainType("check-in-hours")]
public sealed class CheckInHoursGrain([PersistentState("hours")] IPersistentState<CheckInHoursState> stored, TimeProvider clock) : Grain, ICheckInHoursGrain
{
    private readonly GroupCommitState<CheckInHoursState> _state = new(stored);

    private SingleFlight<int>? _resuming;

    public async Task Add(long hour)
    {
        await _state.ReadAsync();
        _state.Value = _state.Value.Hours.Contains(hour) ? _state.Value : new() { Hours = _state.Value.Hours.Add(hour) };
        await _state.FlushAsync();
    }

    /// <summary>Once at a time: every gateway asks for it.</summary>
    public Task<int> Resume() => (_resuming ??= new(ResumeAllAsync)).RunAsync();

    private async Task<int> ResumeAllAsync()
    {
        var (count, now) = (0, CheckInKeys.HourOf(clock.Now()));
        foreach (var hour in (await _state.ReadAsync()).Hours.TakeWhile(hour => hour <= now))
        {
            var left = await GrainFactory.GetCheckIns(hour).Resume();
            count += left;
            await _state.ReadAsync();
            // Nobody adds a check-in that was over an hour ago.
            if (left == 0 && hour < now - 1)
                _state.Value = new() { Hours = _state.Value.Hours.Remove(hour) };
        }
        await _state.FlushAsync();
        return count;
    }
}

public static class CheckInKeys
{
    private const long MicrosecondsPerHour = 3_600_000_000;

    public static long HourOf(Instant moment) => moment.Microseconds / MicrosecondsPerHour;

    public static ICheckInGrain GetCheckIns(this IGrainFactory grains, long hour) => grains.Get<ICheckInGrain>(hour.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static ICheckInHoursGrain GetCheckInHours(this IGrainFactory grains) => grains.Get<ICheckInHoursGrain>("all");

    /// <summary>Durable when it returns. Again, it changes nothing.</summary>
    public static async Task WatchCheckInAsync(this IGrainFactory grains, Guid booking, Instant due)
    {
        await grains.GetCheckInHours().Add(HourOf(due));
        await grains.GetCheckIns(HourOf(due)).Add(booking, due);
    }
}
