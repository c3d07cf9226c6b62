using Orleans.Providers;

namespace Inventory.Grains.Metrics;

/// <summary>The figures of one silo.</summary>
/// <param name="Silo">Its name.</param>
/// <param name="Text">In the text format of Prometheus; empty if the silo keeps none.</param>
[GenerateSerializer, Immutable, Alias("inventory.silo-metrics")]
public sealed record SiloMetrics(string Silo, string Text);

public static class SiloMetricsExtensions
{
    /// <summary>The key of the <see cref="IControllable"/> that each silo has.</summary>
    public const string Key = "metrics";

    /// <exception cref="TimeoutException">A silo does not answer.</exception>
    public static async Task<IReadOnlyList<SiloMetrics>> ReadSiloMetricsAsync(this IGrainFactory grains) =>
        [.. (await grains.GetGrain<IManagementGrain>(0).SendControlCommandToProvider<IControllable>(Key, 0)).Cast<SiloMetrics>().OrderBy(silo => silo.Silo, StringComparer.Ordinal)];
}
