using Orleans.Providers;

namespace Inventory.Grains.Metrics;

/// <summary>The figures of one silo.</summary>
/// <param name="Silo">Its name.</param>
/// <param name="Text">In the text format of Prometheus.</param>
[GenerateSerializer, Immutable, Alias("inventory.silo-metrics")]
public sealed record SiloMetrics(string Silo, string Text);

/// <summary>Gives the figures of a silo to a gateway that asks through the cluster: it need not reach the address for probes.</summary>
/// <param name="silo">This one.</param>
/// <param name="scrape">What <c>/metrics</c> serves.</param>
public sealed class SiloMetricsCommand(ILocalSiloDetails silo, Func<Task<string>> scrape) : IControllable
{
    /// <summary>Of the service in each silo.</summary>
    public const string Key = "metrics";

    public async Task<object?> ExecuteCommand(int command, object? arg) => new SiloMetrics(silo.Name, await scrape());
}

public static class SiloMetricsExtensions
{
    /// <exception cref="TimeoutException">A silo does not answer.</exception>
    public static async Task<IReadOnlyList<SiloMetrics>> ReadSiloMetricsAsync(this IGrainFactory grains) =>
        [.. (await grains.GetGrain<IManagementGrain>(0).SendControlCommandToProvider<SiloMetricsCommand>(SiloMetricsCommand.Key, 0)).Cast<SiloMetrics>().OrderBy(silo => silo.Silo, StringComparer.Ordinal)];
}
