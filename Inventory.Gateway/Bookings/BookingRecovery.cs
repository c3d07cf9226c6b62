using Inventory.Contracts;
using Inventory.Gateway.Hosting;
using Inventory.Store;

namespace Inventory.Gateway.Bookings;

/// <summary>After a start, and from time to time, wakes the watches over bookings, so that none stays half way when the process that moved it has died.</summary>
public sealed partial class BookingRecovery(IGrainFactory grains, IServiceProvider services, TimeProvider clock, ILogger<BookingRecovery> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await GrainHost.WhenReachable(services).WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            foreach (var watch in grains.GetBookingWatches())
                await WakeAsync(watch);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task WakeAsync(IBookingWatchGrain watch)
    {
        try
        {
            if (await watch.Wake() is > 0 and var count)
                LogWoken(count);
        }
        // It is tried again the next time.
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException or Orleans.Runtime.OrleansException)
        {
            LogFailed(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Bookings that were on their way go on: {Count}")]
    private partial void LogWoken(int count);

    [LoggerMessage(LogLevel.Warning, "Bookings that are on their way could not go on: {Reason}")]
    private partial void LogFailed(string reason);
}
