using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Inventory.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Inventory.Grains.Webhooks;

/// <summary>
/// Sends webhooks by HTTP, as the Standard Webhooks specification has it: no redirect is followed and no proxy is asked, and of the answer
/// only the status counts.
/// </summary>
public sealed class HttpWebhookSender : IWebhookSender, IDisposable
{
    /// <summary>To one endpoint at once: one that is slow keeps its own waiting, and nobody else's.</summary>
    private const int SendsToOneEndpoint = 4;

    /// <summary>So much of a body may come with the headers, and is thrown away, so that the connection can be used again.</summary>
    private const int MaxDrainedBytes = 4 * 1024;

    private const int MaxHeaderKibibytes = 16;

    private static readonly ProductInfoHeaderValue Agent = new("Inventory-Webhooks", "1");

    private readonly ConcurrentDictionary<Uri, SemaphoreSlim> _turns = new();
    private readonly HttpClient _http;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stopping;

    /// <param name="options">What may be reached, and how long that may take.</param>
    /// <param name="clock">For timestamps and patience.</param>
    /// <param name="lifetime">Of the host, which does not wait for receivers when it stops.</param>
    public HttpWebhookSender(WebhookOptions options, TimeProvider clock, IHostApplicationLifetime? lifetime = null)
    {
        (_patience, _clock, _stopping) = (TimeSpan.FromSeconds(options.TimeoutSeconds), clock, lifetime?.ApplicationStopping ?? default);
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
        using var patience = new CancellationTokenSource(_patience, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        using var request = Sign(endpoint, eventId, body);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
            return new((int)answer.StatusCode);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(null, $"There was no answer within {_patience.TotalSeconds} seconds.");
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

/// <summary>How webhooks leave the process. A host has one.</summary>
public interface IWebhookSender
{
    /// <summary>Sends an event once, signed, and waits for the answer, for so long as the sender is patient.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; whether the event has arrived is not known.</exception>
    Task<DeliveryResult> SendAsync(WebhookEndpoint endpoint, string eventId, string payload, CancellationToken cancellation);
}

/// <summary>Registers how webhooks leave a process that has grains.</summary>
public static class WebhookRegistration
{
    public static IServiceCollection AddWebhookSender(this IServiceCollection services, WebhookOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IWebhookSender, HttpWebhookSender>();
}
