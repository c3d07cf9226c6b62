using Inventory.Grains.Policies;
using Inventory.Grains.Quotas;
using Orleans.Concurrency;

namespace Inventory.Grains.Hosting;

/// <summary>Answers if any silo does, without anything to load.</summary>
[Alias("inventory.probe-grain")]
public interface IProbeGrain : IGrainWithIntegerKey
{
    /// <returns>The fingerprints of the rules and quotas of the silo.</returns>
    [ReadOnly]
    [Alias("answer")]
    Task<string> Answer();
}

[StatelessWorker]
[GrainType("probe")]
public sealed class ProbeGrain(TypeRules rules, QuotaRules quotas) : Grain, IProbeGrain
{
    public Task<string> Answer() => Task.FromResult(rules.Fingerprint + quotas.Fingerprint);
}
