using System.Text;
using Inventory.Grains.Metrics;
using OpenTelemetry.Metrics;
using Orleans.Providers;
using Orleans.Serialization.Configuration;

namespace Inventory.Silo.Telemetry;

/// <summary>The figures of this process in the text format of Prometheus: our own, and those of HTTP, Orleans and the runtime. docs/operations.md lists them.</summary>
internal static class PrometheusEndpoint
{
    private const string Orleans = "Microsoft.Orleans";

    private static readonly string[] Meters = [StoreMetrics.MeterName, "Microsoft.AspNetCore.Server.Kestrel", Orleans, "System.Runtime"];

    // By kind of grain at most. Each of its hundreds of figures has room for all of its series from the beginning: for 2,000, the default, that would be 50 MB.
    private const int MaxSeriesOfOrleans = 200;

    public static void AddPrometheus(this WebApplicationBuilder builder, string program)
    {
        var services = builder.Services;
        services.Configure<TypeManifestOptions>(static types => types.AddAllowedType(typeof(SiloMetricsCommand)));
        services.AddKeyedSingleton<IControllable>(SiloMetricsCommand.Key, static (provider, _) => new SiloMetricsCommand(provider.GetRequiredService<ILocalSiloDetails>(), Scraper(provider)));
        builder.AddTelemetry(program)
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddView(instrument => instrument.Meter.Name == Orleans ? new() { CardinalityLimit = MaxSeriesOfOrleans } : null)
                .AddPrometheusExporter());
    }

    /// <summary>Its own requests are not counted.</summary>
    public static IEndpointConventionBuilder MapPrometheus(this IEndpointRouteBuilder root) => root.MapPrometheusScrapingEndpoint("/metrics").DisableHttpMetrics();

    // Without a socket: this process need not know its own address. Orleans' figures are nine tenths of the text.
    private static Func<Task<string>> Scraper(IServiceProvider services)
    {
        var scrape = new ApplicationBuilder(services).UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true).Build();
        return async () =>
        {
            using var body = new MemoryStream();
            await scrape(new DefaultHttpContext { RequestServices = services, Response = { Body = body } });
            var text = Encoding.UTF8.GetString(body.GetBuffer().AsSpan(0, (int)body.Length));
            return string.Join('\n', text.Split('\n').Where(static line => !line.StartsWith('#') && !line.StartsWith("orleans_", StringComparison.Ordinal)));
        };
    }
}
