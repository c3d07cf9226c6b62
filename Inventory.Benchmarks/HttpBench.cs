using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Inventory.Gateway.Hosting;

namespace Inventory.Benchmarks;

/// <summary>
/// Requests over HTTP to a gateway in a process of its own, by 32 connections. The load generator is on the same machine and takes its share of the processors.
/// </summary>
internal static class HttpBench
{
    private const int Connections = 32;
    private const int Resources = 1_000;

    public static async Task RunAsync()
    {
        using var directory = new BenchDirectory();
        await using var gateway = await GatewayProcess.StartAsync(directory.Path);
        using var client = new HttpClient { BaseAddress = gateway.Address };
        Measure.Title($"HTTP, grains on {GrainHost.Runtime}, {Connections} connections", "request", "per second");

        var cars = new List<Guid>();
        for (var i = 0; i < Resources; i++)
            cars.Add(await MakeAsync(client, "/api/cars", new { name = $"car {i}" }));
        for (var i = 1; i <= 100; i++)
            await MakeAsync(client, $"/api/cars/{cars[0]}/allocations", Slot(-i));
        var one = await MakeAsync(client, $"/api/cars/{cars[0]}/allocations", Slot(-101));
        var next = 0L;

        await Row("POST allocation, spread", _ => Interlocked.Increment(ref next) is var n ? PostAsync(client, cars[(int)(n % Resources)], n) : null!);
        await Row("POST allocation, all on one", _ => PostAsync(client, cars[1], Interlocked.Increment(ref next)));
        await Row("POST allocation, refused", _ => PostAsync(client, cars[0], -1));
        await Row("GET one allocation", _ => GetAsync(client, $"/api/cars/{cars[0]}/allocations/{one}"));
        await Row("GET 101 allocations", _ => GetAsync(client, $"/api/cars/{cars[0]}/allocations"));
    }

    private static async Task Row(string name, Func<int, Task> request)
    {
        var (perSecond, _) = await Measure.Rate(Connections, request);
        Measure.Row(name, perSecond.Figure());
    }

    private static object Slot(long slot)
    {
        var interval = Samples.SlotAt(slot);
        return new { from_datetime = interval.From.ToDateTime(), to_datetime = interval.To.ToDateTime(), allocation_type = "booking", description = "bench" };
    }

    private static async Task<Guid> MakeAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task PostAsync(HttpClient client, Guid car, long slot)
    {
        using var content = new StringContent(JsonSerializer.Serialize(Slot(slot)), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync($"/api/cars/{car}/allocations", content);
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        response.EnsureSuccessStatusCode();
    }
}
