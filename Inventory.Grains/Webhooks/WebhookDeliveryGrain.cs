using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Grains.States;
using Inventory.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Inventory.Grains.Webhooks;

/// <inheritdoc cref="IWebhookDeliveryGrain"/>
/// <remarks>
/// Reentrant, so that nobody waits while it waits for the receiver. While it is pending it has a timer, and only that sends.
/// </remarks>
[Reentrant]
[GrainType("webhook-delivery")]
public sealed partial class WebhookDeliveryGrain(
    [PersistentState("delivery")] IPersistentState<DeliveryState> stored, WebhookEndpoints endpoints, IWebhookSender sender, TimeProvider clock, ILogger<WebhookDeliveryGrain> logger)
    : Grain, IWebhookDeliveryGrain
{
    /// <summary>When the outcome could not be kept, it is tried again by so much later.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly GroupCommitState<DeliveryState> _state = new(stored);
    private IGrainTimer? _timer;

    private Instant Now => clock.Now();

    private WebhookDelivery? Delivery => _state.Value.Delivery;

    public async Task Accept(WebhookEvent told, string url)
    {
        await _state.ReadAsync();
        if (Delivery is null)
            _state.Value = DeliveryDecisions.Start(told, url, Now);
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
        // The outbox forgets it then, so that it has ended must be durable.
        if (Delivery is not null)
            await _state.WriteAsync();
        await EndAsync();
    }

    public async Task Abandon(string reason)
    {
        await _state.ReadAsync();
        if (Delivery is { Status: DeliveryStatus.Pending } pending)
            await KeepAsync(pending.Abandon(reason, Now));
        await EndAsync();
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
                TimeSpan.FromMicroseconds(Math.Max(0, next.Microseconds - Now.Microseconds)), Retry) { Interleave = true });
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
            // The process ends: the next sends it again, with the same id.
            return;
        }
        _timer?.Dispose();
        _timer = null;
        if (Delivery?.Status == DeliveryStatus.Pending)
            SetTimer();
        else
            await EndAsync();
    }

    private async Task SendAsync(WebhookDelivery delivery, CancellationToken stop)
    {
        var endpoint = endpoints.Find(delivery.Url);
        var outcome = endpoint is null ? null : await sender.SendAsync(endpoint, delivery.Event, _state.Value.Payload, stop);
        // It may have been given up meanwhile.
        if (Delivery is { Status: DeliveryStatus.Pending } pending)
            await KeepAsync(outcome is null
                ? pending.Abandon("The endpoint is not configured any more.", Now)
                : pending.After(outcome, Now, Random.Shared.NextDouble()));
    }

    private Task KeepAsync(WebhookDelivery next)
    {
        if (next.Status == DeliveryStatus.Failed)
            LogGivenUp(next.Event, new Uri(next.Url).GetLeftPart(UriPartial.Path), next.Attempts, next.LastStatus, next.LastFault);
        _state.Value = _state.Value with { Delivery = next };
        return _state.WriteAsync();
    }

    private Task EndAsync()
    {
        var key = this.GetPrimaryKeyString();
        return GrainFactory.GetWebhookOutbox(key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..]).Complete(key);
    }

    [LoggerMessage(LogLevel.Warning, "The webhook {Event} to {Url} is given up after {Attempts} attempts: {Status} {Fault}")]
    private partial void LogGivenUp(string @event, string url, int attempts, int? status, string? fault);
}
