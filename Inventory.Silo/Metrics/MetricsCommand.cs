using Inventory.Grains.Metrics;
using Orleans.Providers;

namespace Inventory.Silo.Metrics;

/// <summary>Gives the figures of this silo to a gateway that asks through the cluster: it need not reach the address for probes.</summary>
internal sealed class MetricsCommand(IServiceProvider services, ILocalSiloDetails silo) : IControllable
{
    private readonly RequestDelegate _scrape = new ApplicationBuilder(services).UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true).Build();

    public async Task<object?> ExecuteCommand(int command, object? arg)
    {
        using var body = new MemoryStream();
        await _scrape(new DefaultHttpContext { RequestServices = services, Response = { Body = body } });
        return new SiloMetrics(silo.Name, System.Text.Encoding.UTF8.GetString(body.GetBuffer().AsSpan(0, (int)body.Length)));
    }
}
