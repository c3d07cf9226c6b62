using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Inventory.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Inventory.Grains.Webhooks;

/// <summary>Sends webhooks by the Standard Webhooks specification: no redirect, no proxy, and only the response's status counts.</summary>
public sealed class HttpWebhookSender : IWebhookSender, IDisposable
{
    // A slow endpoint delays only its own webhooks.
    private const int SendsToOneEndpoint = 4;

    // A small body is read and dropped, so that the connection can be used again.
    private const int MaxDrainedBytes = 4 * 1024;

    private const int MaxHeaderKibibytes = 16;

    private static readonly ProductInfoHeaderValue Agent = new("Inventory-Webhooks", "1");

    private readonly ConcurrentDictionary<Uri, SemaphoreSlim> _turns = new();
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stopping;

    // The host does not wait for receivers when it stops: lifetime cancels what is being sent.
    public HttpWebhookSender(WebhookOptions options, TimeProvider clock, IHostApplicationLifetime? lifetime = null)
    {
        (_timeout, _clock, _stopping) = (TimeSpan.FromSeconds(options.TimeoutSeconds), clock, lifetime?.ApplicationStopping ?? default);
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxConnectionsPerServer = SendsToOneEndpoint,
            MaxResponseDrainSize = MaxDrainedBytes,
            MaxResponseHeadersLength = MaxHeaderKibibytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        if (!options.AllowPrivateAddresses)
            sockets.ConnectCallback = SsrfGuard.OpenAsync;
        _http = new HttpClient(sockets) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<DeliveryResult> SendAsync(WebhookEndpoint endpoint, string eventId, string payload, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping);
        var turns = _turns.GetOrAdd(endpoint.Url, static _ => new(SendsToOneEndpoint));
        await turns.WaitAsync(end.Token);
        try
        {
            return await AttemptAsync(endpoint, eventId, Encoding.UTF8.GetBytes(payload), end.Token);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<DeliveryResult> AttemptAsync(WebhookEndpoint endpoint, string eventId, byte[] body, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(_timeout, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        using var request = Sign(endpoint, eventId, body);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
            return new((int)response.StatusCode);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(null, $"There was no answer within {_timeout.TotalSeconds} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new(null, e.GetBaseException().Message);
        }
    }

    private HttpRequestMessage Sign(WebhookEndpoint endpoint, string eventId, byte[] body)
    {
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Add(WebhookSignature.IdHeader, eventId);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(endpoint.Secrets, eventId, timestamp, body));
        return request;
    }
}

public interface IWebhookSender
{
    /// <summary>Sends an event once, signed, and waits for the response until the timeout.</summary>
    /// <exception cref="OperationCanceledException">Whether the event has arrived is unknown.</exception>
    Task<DeliveryResult> SendAsync(WebhookEndpoint endpoint, string eventId, string payload, CancellationToken cancellation);
}

public static class WebhookRegistration
{
    public static IServiceCollection AddWebhookSender(this IServiceCollection services, WebhookOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IWebhookSender, HttpWebhookSender>();
}
