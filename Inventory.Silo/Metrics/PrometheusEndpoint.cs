using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Inventory.Silo.Metrics;

/// <summary>The figures of this process in the text format of Prometheus: our own, and those of HTTP, Orleans and the runtime. docs/operations.md lists them.</summary>
internal static class PrometheusEndpoint
{
    private static readonly string[] Meters =
        [StoreMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "System.Runtime"];

    // The other tags of a request are the same for nearly all, and each makes every line longer.
    private static readonly string[] TagsOfRequests = ["http.request.method", "http.route", "http.response.status_code"];

    public static void AddPrometheus(this IServiceCollection services, string program) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService(program))
        .WithMetrics(metrics => metrics
            .AddMeter(Meters)
            .AddView("http.server.request.duration", new MetricStreamConfiguration { TagKeys = TagsOfRequests })
            .AddPrometheusExporter());

    /// <summary>Its own requests are not counted.</summary>
    public static IEndpointConventionBuilder MapPrometheus(this IEndpointRouteBuilder root) => root.MapPrometheusScrapingEndpoint("/metrics").DisableHttpMetrics();
}
