using Inventory.Gateway.Hosting;
using Inventory.Grains.Resources;

namespace Inventory.Benchmarks;

/// <summary>Calls of grains in this process, by 32 callers.</summary>
internal static class GrainBench
{
    private const int Callers = 32;
    private const int Resources = 1_000;

    public static async Task RunAsync()
    {
        await using var host = await BenchHost.StartAsync();
        Measure.Title($"grains on {GrainHost.Runtime}, {Callers} callers", "call", "per second", "CPU µs each");
        var register = host.Grains.GetRegistry("Car");
        var cars = await Task.WhenAll(Enumerable.Range(0, Resources).Select(async i => (await register.Create(new($"car {i}", default))).Resource!.Id));
        var taken = (await host.Grains.GetResource(cars[0]).Allocate(Samples.Request(-1))).Allocation!;
        var next = 0L;

        await Row("read an allocation", _ => host.Grains.GetResource(cars[0]).FindAllocation("Car", taken.Id));
        await Row("refused", _ => host.Grains.GetResource(cars[0]).Allocate(Samples.Request(-1)));
        await Row("allocate, all on one", _ => host.Grains.GetResource(cars[0]).Allocate(Samples.Request(Interlocked.Increment(ref next))));
        await Row($"allocate, over {Resources}", _ =>
        {
            var slot = Interlocked.Increment(ref next);
            return host.Grains.GetResource(cars[slot % Resources]).Allocate(Samples.Request(slot));
        });

        static async Task Row(string name, Func<int, Task> call)
        {
            var (perSecond, cpu) = await Measure.Rate(Callers, call);
            Measure.Row(name, perSecond.Figure(), cpu.Figure(1));
        }
    }
}
