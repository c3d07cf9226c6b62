using Inventory.Domain.Webhooks;
using Inventory.Grains.Metrics;
using Inventory.Grains.States;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Inventory.Grains.Webhooks;

// Reentrant, so that no call waits for the receiver. A pending delivery has a timer, and only that sends.
[Reentrant]
[GrainType("webhook-delivery")]
public sealed partial class WebhookDeliveryGrain(
    [PersistentState("delivery")] IPersistentState<DeliveryState> stored, WebhookEndpoints endpoints, IWebhookSender sender,
    TimeProvider clock, GrainMetrics metrics, ILogger<WebhookDeliveryGrain> logger)
    : Grain, IWebhookDeliveryGrain
{
    // After a failure to store the outcome.
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private readonly GroupCommitState<DeliveryState> _state = new(stored);
    private IGrainTimer? _timer;

    private Instant Now => clock.Now();

    private WebhookDelivery? Delivery => _state.Value.Delivery;

    public async Task Accept(WebhookEvent webhook, string url)
    {
        await _state.ReadAsync();
        if (Delivery is null)
            _state.Value = DeliveryDecisions.Start(webhook, url, Now);
        await _state.WriteAsync();
        SetTimer();
    }

    public async Task Resume()
    {
        if ((await _state.ReadAsync()).Delivery?.Status == DeliveryStatus.Pending)
        {
            SetTimer();
            return;
        }
        // The outbox then removes the delivery, so its end has to be durable first.
        if (Delivery is not null)
            await _state.WriteAsync();
        await ReportEndAsync();
    }

    public async Task Abandon(string reason)
    {
        await _state.ReadAsync();
        if (Delivery is { Status: DeliveryStatus.Pending } pending)
            await StoreAsync(pending.Abandon(reason, Now));
        await ReportEndAsync();
    }

    public async Task Clear()
    {
        await _state.ReadAsync();
        await _state.ClearAsync();
    }

    public async Task<WebhookDelivery?> Read() => (await _state.ReadAsync()).Delivery;

    private void SetTimer()
    {
        if (_timer is null && Delivery?.Next is { } next)
            _timer = this.RegisterGrainTimer(AttemptAsync, new GrainTimerCreationOptions(
                TimeSpan.FromMicroseconds(Math.Max(0, next.Microseconds - Now.Microseconds)), RetryEvery) { Interleave = true });
    }

    private async Task AttemptAsync(CancellationToken stop)
    {
        try
        {
            if ((await _state.ReadAsync()).Delivery is { Status: DeliveryStatus.Pending } pending)
                await SendAsync(pending, stop);
        }
        catch (OperationCanceledException)
        {
            // The process stops: the next one sends the event again, with the same id.
            return;
        }
        _timer?.Dispose();
        _timer = null;
        if (Delivery?.Status == DeliveryStatus.Pending)
            SetTimer();
        else
            await ReportEndAsync();
    }

    private async Task SendAsync(WebhookDelivery delivery, CancellationToken stop)
    {
        var endpoint = endpoints.Find(delivery.Url);
        var outcome = endpoint is null ? null : await sender.SendAsync(endpoint, delivery.Event, _state.Value.Payload, stop);
        // Another call may have abandoned it meanwhile.
        if (Delivery is { Status: DeliveryStatus.Pending } pending)
            await StoreAsync(outcome is null
                ? pending.Abandon("The endpoint is not configured any more.", Now)
                : pending.After(outcome, Now, Random.Shared.NextDouble()));
    }

    private Task StoreAsync(WebhookDelivery next)
    {
        metrics.Attempted(next.Status);
        if (next.Status == DeliveryStatus.Failed)
            LogAbandoned(next.Event, new Uri(next.Url).GetLeftPart(UriPartial.Path), next.Attempts, next.LastStatus, next.LastFault);
        _state.Value = _state.Value with { Delivery = next };
        return _state.WriteAsync();
    }

    private Task ReportEndAsync()
    {
        var key = this.GetPrimaryKeyString();
        return GrainFactory.GetWebhookOutbox(key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..]).Complete(key);
    }

    [LoggerMessage(LogLevel.Warning, "Webhook {Event} to {Url} failed after {Attempts} attempts: {Status} {Fault}")]
    private partial void LogAbandoned(string @event, string url, int attempts, int? status, string? fault);
}
