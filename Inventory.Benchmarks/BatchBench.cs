using System.Net.Http.Json;
using System.Text.Json;
using Inventory.Gateway.Hosting;

namespace Inventory.Benchmarks;

/// <summary>
/// A thousand allocations on a hundred resources: as one batch, and as single requests. To a gateway in a process of its own. INVENTORY_OTHER_GATEWAY names the gateway of another
/// build, to compare it with: both are asked in turn.
/// </summary>
internal static class BatchBench
{
    private const int Allocations = 1_000;
    private const int Resources = 100;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        Measure.Title($"{Allocations} allocations on {Resources} resources, grains on {GrainHost.Runtime}", "way", "seconds", "processor s");
        if (Environment.GetEnvironmentVariable("INVENTORY_OTHER_GATEWAY") is { } other)
            await RunAsync("other", other);
        await RunAsync("this", typeof(GatewayHost).Assembly.Location);
    }

    private static async Task RunAsync(string name, string gatewayPath)
    {
        using var directory = new BenchDirectory();
        await using var gateway = await GatewayProcess.StartAsync(gatewayPath, directory.Path, []);
        using var client = new HttpClient { BaseAddress = gateway.Address };
        var cars = new List<string>();
        for (var i = 0; i < Resources; i++)
            cars.Add(await MakeAsync(client, i));
        var next = 0;
        for (var warmup = 0; warmup < Rounds; warmup++)
        {
            await BatchAsync();
            await SinglesAsync(connections: 32);
        }
        await Row(gateway, $"{name}: one batch", BatchAsync);
        await Row(gateway, $"{name}: single requests, 1 at once", () => SinglesAsync(connections: 1));
        await Row(gateway, $"{name}: single requests, 32 at once", () => SinglesAsync(connections: 32));

        async Task BatchAsync()
        {
            var round = next++;
            var operations = Enumerable.Range(0, Allocations).Select(n => new { id = $"{n}", method = "POST", path = $"{cars[n % Resources]}/allocations", body = Slot(round, n) });
            using var response = await client.PostAsJsonAsync("/api/batch", new { operations });
            var results = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results");
            if (results.EnumerateArray().Count(result => result.GetProperty("status").GetInt32() == 201) != Allocations)
                throw new InvalidOperationException($"Not all were made: {results}");
        }

        async Task SinglesAsync(int connections)
        {
            var round = next++;
            await Parallel.ForEachAsync(Enumerable.Range(0, Allocations), new ParallelOptions { MaxDegreeOfParallelism = connections }, async (n, cancellation) =>
            {
                using var response = await client.PostAsJsonAsync($"{cars[n % Resources]}/allocations", Slot(round, n), cancellation);
                response.EnsureSuccessStatusCode();
            });
        }
    }

    // The medians of some.
    private static async Task Row(GatewayProcess gateway, string way, Func<Task> run)
    {
        var (times, processor) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (begin, before) = (TimeProvider.System.GetTimestamp(), gateway.ProcessorTime);
            await run();
            times.Add(TimeProvider.System.GetElapsedTime(begin).TotalSeconds);
            processor.Add((gateway.ProcessorTime - before).TotalSeconds);
        }
        Measure.Row(way, times.Order().ElementAt(Rounds / 2).Figure(3), processor.Order().ElementAt(Rounds / 2).Figure(3));
    }

    private static object Slot(int round, int n)
    {
        var interval = Samples.SlotAt((round * Allocations) + n);
        return new { from_datetime = interval.From.ToDateTime(), to_datetime = interval.To.ToDateTime(), allocation_type = "booking" };
    }

    private static async Task<string> MakeAsync(HttpClient client, int number)
    {
        using var response = await client.PostAsJsonAsync("/api/cars", new { name = $"car {number}" });
        return response.EnsureSuccessStatusCode().Headers.Location!.ToString();
    }
}
