using Orleans.Concurrency;

namespace Inventory.Grains.Hosting;

/// <summary>Answers if any silo does, without anything to load.</summary>
[Alias("inventory.probe-grain")]
public interface IProbeGrain : IGrainWithIntegerKey
{
    [ReadOnly]
    [Alias("answer")]
    Task Answer();
}

[StatelessWorker]
[GrainType("probe")]
public sealed class ProbeGrain : Grain, IProbeGrain
{
    public Task Answer() => Task.CompletedTask;
}
