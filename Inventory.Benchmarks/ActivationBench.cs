using System.Diagnostics;
using Inventory.Gateway.Hosting;
using Inventory.Grains.Resources;

namespace Inventory.Benchmarks;

/// <summary>A resource that holds 1,000,000 allocations beside one that holds 10: how long it takes to come up, and to allocate.</summary>
internal static class ActivationBench
{
    private const int Callers = 32;

    public static async Task RunAsync()
    {
        await using var host = await BenchHost.StartAsync();
        Measure.Title($"a full resource on {GrainHost.Runtime}", "allocations", "activation ms", "alloc/s", "CPU µs each");
        var cars = new List<(int Held, Guid Id)>();
        foreach (var held in (int[])[10, 1_000_000])
        {
            var id = (await host.Grains.GetRegistry("Car").Create(new($"holds {held}", default))).Resource!.Id;
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, 512).Select(async _ =>
            {
                while (Interlocked.Increment(ref next) is var slot && slot < held)
                    await host.Grains.GetResource(id).Allocate(Samples.Request(slot));
            }));
            cars.Add((held, id));
        }
        await host.RestartAsync();
        await host.Grains.GetRegistry("Car").List(new() { Limit = 1 });

        foreach (var (held, id) in cars)
        {
            var car = host.Grains.GetResource(id);
            var start = Stopwatch.GetTimestamp();
            await car.Read("Car");
            var activation = Stopwatch.GetElapsedTime(start);
            var next = (long)held;
            var (perSecond, cpu) = await Measure.Rate(Callers, _ => car.Allocate(Samples.Request(Interlocked.Increment(ref next))));
            Measure.Row(held.Figure(), activation.TotalMilliseconds.Figure(),
                perSecond.Figure(), cpu.Figure(1));
        }
    }
}
