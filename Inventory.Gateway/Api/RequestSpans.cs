using System.Diagnostics;
using Inventory.Silo.Telemetry;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Api;

/// <summary>
/// The span of a request that is sampled, by OpenTelemetry's conventions. Its own instrumentation makes one for each request, and so takes a sixth of them away
/// where one in a hundred is sampled.
/// </summary>
internal sealed class RequestSpans(RequestDelegate next, IConfiguration configuration)
{
    private static readonly ActivitySource Source = new(StoreMetrics.MeterName);

    private readonly bool _isSamplerChosen = Tracing.IsSamplerChosen(configuration);

    public Task InvokeAsync(HttpContext http) => IsTraced(http.Request.Path.Value!) && Begin(http.Request) is { } span ? InvokeAsync(http, span) : next(http);

    private async Task InvokeAsync(HttpContext http, Activity span)
    {
        using (span.Start())
        {
            TracedCalls.BeginCallsOf(span);
            try
            {
                await next(http);
            }
            finally
            {
                Describe(span, http);
            }
        }
    }

    // Probes and scrapes are no work, and a stream lasts for hours.
    private static bool IsTraced(string path) =>
        !path.StartsWith("/health", StringComparison.Ordinal) && path != "/metrics" && !path.EndsWith("/events", StringComparison.Ordinal) && !path.EndsWith("/changes", StringComparison.Ordinal);

    private Activity? Begin(HttpRequest request)
    {
        // What is not sampled costs a random number: to ask the sampler costs an id of a trace, which is a twentieth of a read.
        if (!_isSamplerChosen && !request.Headers.ContainsKey(HeaderNames.TraceParent) && Random.Shared.NextDouble() >= Tracing.SampledByDefault)
            return null;
        ActivityContext.TryParse(request.Headers[HeaderNames.TraceParent], request.Headers[HeaderNames.TraceState], isRemote: true, out var sent);
        // The sampler is asked here. A span that does not start costs nothing more.
        return Source.CreateActivity(request.Method, ActivityKind.Server, sent) is { Recorded: true } span ? span : null;
    }

    private static void Describe(Activity span, HttpContext http)
    {
        var (request, status) = (http.Request, http.Response.StatusCode);
        span.SetTag("http.request.method", request.Method).SetTag("http.response.status_code", status).SetTag("network.protocol.version", request.Protocol.Replace("HTTP/", "", StringComparison.Ordinal))
            .SetTag("server.address", request.Host.Host).SetTag("server.port", request.Host.Port).SetTag("url.path", request.Path.Value).SetTag("url.scheme", request.Scheme)
            .SetTag("user_agent.original", request.Headers.UserAgent.ToString());
        if (http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.DisplayName = $"{request.Method} {route}";
            span.SetTag("http.route", route);
        }
        if (status >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
    }
}
