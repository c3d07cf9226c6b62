using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Mime;
using Microsoft.AspNetCore.Http.Metadata;

namespace Inventory.Gateway.Api;

/// <summary>
/// Counts requests under the names that ASP.NET Core has for these figures. Its own meter counts by twice as many tags, and the requests at present by tags, too: that is
/// a tenth of what a read costs.
/// </summary>
internal sealed class RequestMetrics
{
    private const string OtherMethod = "_OTHER";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10] };
    private static readonly FrozenSet<string> Methods = FrozenSet.Create("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static readonly object[] Statuses = [.. Enumerable.Range(0, 600).Select(status => (object)status)];

    private readonly RequestDelegate _next;
    private readonly Histogram<double> _duration;
    private int _active;

    public RequestMetrics(RequestDelegate next, IMeterFactory meters)
    {
        var meter = meters.Create(StoreMetrics.MeterName);
        _next = next;
        _duration = meter.CreateHistogram("http.server.request.duration", "s", "Duration of HTTP requests, without streams.", advice: Seconds);
        meter.CreateObservableUpDownCounter("http.server.active_requests", () => Volatile.Read(ref _active), "{request}", "HTTP requests at present, with streams.");
    }

    public Task InvokeAsync(HttpContext http)
    {
        var begin = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _active);
        var answer = _next(http);
        if (!answer.IsCompletedSuccessfully)
            return EndAsync(answer, http, begin);
        End(http, begin);
        return answer;
    }

    private async Task EndAsync(Task answer, HttpContext http, long begin)
    {
        try
        {
            await answer;
        }
        finally
        {
            End(http, begin);
        }
    }

    private void End(HttpContext http, long begin)
    {
        Interlocked.Decrement(ref _active);
        var (endpoint, response) = (http.GetEndpoint(), http.Response);
        if (response.ContentType == MediaTypeNames.Text.EventStream || endpoint?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null)
            return;
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var method = KeyValuePair.Create("http.request.method", (object?)(Methods.TryGetValue(http.Request.Method, out var known) ? known : OtherMethod));
        var status = KeyValuePair.Create("http.response.status_code", (object?)Statuses[response.StatusCode]);
        if ((endpoint as RouteEndpoint)?.RoutePattern.RawText is { } route)
            _duration.Record(seconds, method, KeyValuePair.Create("http.route", (object?)route), status);
        else
            _duration.Record(seconds, method, status);
    }
}
