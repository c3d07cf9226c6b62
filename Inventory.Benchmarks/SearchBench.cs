using System.Diagnostics;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Gateway.Hosting;
using Inventory.Grains.Availability;
using Inventory.Storage;

namespace Inventory.Benchmarks;

/// <summary>Who is free, among 100,000 resources with 10 allocations each: the first 100. One caller, so one processor.</summary>
internal static class SearchBench
{
    private const int Resources = 100_000;
    private const int Held = 10;
    private const int Answers = 100;

    public static async Task RunAsync()
    {
        await using var host = await BenchHost.StartAsync();
        await FillAsync(host.Store);
        await host.RestartAsync();
        var search = host.Grains.GetAvailability("Car");
        var start = Stopwatch.GetTimestamp();
        await search.FindAvailable(Request(Samples.SlotAt(0)));
        Measure.Title($"the first {Answers} free of {Resources.Figure()} resources with {Held} allocations each, on {GrainHost.Runtime}", "window", "found", "ms");
        Measure.Row("(the first search reads all)", "", Stopwatch.GetElapsedTime(start).TotalMilliseconds.Figure());

        // The slots 0, 2, 4, … of every resource are taken, and slot 3 of all but the last hundred.
        await Row("nobody is taken", Samples.SlotAt(1));
        await Row("all but the last are taken", Samples.SlotAt(3));
        await Row("all are taken", Samples.SlotAt(4));
        await Row("all of time", Interval.Always);
        await Row("before all", new Interval(Instant.MinusInfinity, Samples.SlotAt(0).From));

        async Task Row(string name, Interval window)
        {
            var found = (await search.FindAvailable(Request(window))).Resources.Length;
            var (perSecond, _) = await Measure.Rate(1, _ => search.FindAvailable(Request(window)));
            Measure.Row(name, found.Figure(), (1_000 / perSecond).Figure(3));
        }
    }

    private static FindAvailableRequest Request(Interval window) => new() { Window = window, Limit = Answers };

    /// <summary>Past the grains, which would take a while to do it one by one.</summary>
    private static async Task FillAsync(IStore store)
    {
        foreach (var chunk in Enumerable.Range(1, Resources).Chunk(1_000))
            await Task.WhenAll(chunk.SelectMany(ordinal => Commits(ordinal).Select(store.CommitAsync)));
    }

    private static IEnumerable<Commit> Commits(int ordinal)
    {
        var (id, at, chain) = (Guid.CreateVersion7(), TimeProvider.System.Now(), new CommitChain());
        yield return Commit(1, new ResourceEvent.ResourceCreated(new() { Id = id, Type = "Car", Name = $"car {ordinal}", Created = at, Ordinal = ordinal, Version = 1 }));
        for (var n = 0; n < Held; n++)
        {
            var slot = n > 0 ? 2 * n : ordinal > Resources - Answers ? 0 : 3;
            yield return Commit(n + 2, new ResourceEvent.Allocated(Samples.Allocation(slot) with { Created = at, Version = n + 2 }));
        }

        Commit Commit(long version, ResourceEvent change) => new() { ResourceId = id, Version = version, Change = change, At = at, Chain = chain };
    }
}
