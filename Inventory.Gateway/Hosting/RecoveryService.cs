using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Grains.Imports;
using Inventory.Grains.Resources;
using Inventory.Grains.Series;
using Inventory.Grains.Webhooks;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Hosting;

/// <summary>Resumes unfinished bookings, check-ins that are over, invoices, webhooks, waiting lists and imports, the search for damage, and series after a change of the time zone data, at the start and every 30 seconds: the process that ran them may have died.</summary>
public sealed partial class RecoveryService(IGrainFactory grains, ResourceTypes types, IServiceProvider services, TimeProvider clock, ILogger<RecoveryService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await GrainHost.WhenReachable(services).WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            foreach (var watch in grains.GetAllPendingBookings())
                await ResumeAsync("bookings", watch.Resume);
            await ResumeAsync("check-ins", grains.GetCheckInHours().Resume);
            foreach (var year in Years())
                await ResumeAsync("invoices", grains.GetInvoiceNumbers(year).Resume);
            foreach (var outbox in grains.GetWebhookOutboxes())
                await ResumeAsync("webhooks", outbox.Resume);
            foreach (var type in types.All)
                await ResumeAsync("waiting lists", grains.GetWaitingList(type.Name).Resume);
            await ResumeAsync("imports", grains.GetImports().Resume);
            await ResumeAsync("series", grains.GetSeriesSweep().Resume);
            await ResumeAsync("checks of what is stored", grains.GetScrub().Resume);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>The previous year may still have unfinished invoices.</summary>
    private IEnumerable<string> Years()
    {
        var year = clock.GetUtcNow().Year;
        return [(year - 1).ToString("D4", CultureInfo.InvariantCulture), year.ToString("D4", CultureInfo.InvariantCulture)];
    }

    private async Task ResumeAsync(string what, Func<Task<int>> resume)
    {
        try
        {
            if (await resume() is > 0 and var count)
                LogResumed(what, count);
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException or Orleans.Runtime.OrleansException)
        {
            LogFailed(what, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever one of them throws, the others are resumed, and the service goes on.
            LogFault(e, what);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Resumed {Count} {What}")]
    private partial void LogResumed(string what, int count);

    [LoggerMessage(LogLevel.Error, "Some {What} cannot be resumed")]
    private partial void LogFault(Exception exception, string what);

    [LoggerMessage(LogLevel.Warning, "Some {What} could not be resumed: {Reason}")]
    private partial void LogFailed(string what, string reason);
}
