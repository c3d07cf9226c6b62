using System.Globalization;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Grains.Webhooks;
using Inventory.Storage;

namespace Inventory.Gateway.Hosting;

/// <summary>
/// After a start, and from time to time, wakes the grains that remember what is under way: bookings, invoices that are to be told, webhooks
/// that are to be sent. So nothing stays half way when the process that moved it has died.
/// </summary>
public sealed partial class RecoveryService(IGrainFactory grains, IServiceProvider services, TimeProvider clock, ILogger<RecoveryService> logger)
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
            foreach (var year in Years())
                await ResumeAsync("invoices", grains.GetInvoiceNumbers(year).Resume);
            foreach (var outbox in grains.GetWebhookOutboxes())
                await ResumeAsync("webhooks", outbox.Resume);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>This one, and the last: what was begun then may not be finished yet.</summary>
    private IEnumerable<string> Years()
    {
        var year = clock.GetUtcNow().Year;
        return [(year - 1).ToString("D4", CultureInfo.InvariantCulture), year.ToString("D4", CultureInfo.InvariantCulture)];
    }

    private async Task ResumeAsync(string what, Func<Task<int>> wake)
    {
        try
        {
            if (await wake() is > 0 and var count)
                LogWoken(what, count);
        }
        // It is tried again the next time.
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException or Orleans.Runtime.OrleansException)
        {
            LogFailed(what, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "What was under way goes on: {Count} {What}")]
    private partial void LogWoken(string what, int count);

    [LoggerMessage(LogLevel.Warning, "Of the {What} that are under way some could not go on: {Reason}")]
    private partial void LogFailed(string what, string reason);
}
