using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Inventory.Gateway.Hosting;

namespace Inventory.Benchmarks;

/// <summary>
/// What it costs to ask for a token: firm allocations over HTTP, with a token where one is required and without where none is, in turns. The processor time of the gateway alone
/// is shown too, because it does not depend on what else the machine does.
/// </summary>
internal static class AuthBench
{
    private const int Connections = 32;
    private const int Resources = 200;
    private const int Rounds = 4;
    private const string Password = "a password of the bench";

    public static async Task RunAsync()
    {
        using var openData = new BenchDirectory();
        using var requiredData = new BenchDirectory();
        await using var open = await GatewayProcess.StartAsync(openData.Path);
        await using var required = await GatewayProcess.StartAsync(requiredData.Path,
            "--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", Password);
        using var without = new HttpClient { BaseAddress = open.Address };
        using var with = new HttpClient { BaseAddress = required.Address };
        with.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await LoginAsync(with));
        Measure.Title($"Allocations over HTTP, grains on {GrainHost.Runtime}, {Connections} connections", "mode", "per second", "µs of the gateway's processors each");

        (string Name, GatewayProcess Gateway, HttpClient Client)[] sides = [("Open", open, without), ("Required", required, with)];
        var cars = new Dictionary<string, Guid[]>();
        foreach (var side in sides)
            cars[side.Name] = await MakeAsync(side.Client);
        var next = 0L;
        for (var round = 0; round < Rounds; round++)
            foreach (var (name, gateway, client) in sides)
            {
                var (first, before) = (Interlocked.Read(ref next), gateway.ProcessorTime);
                var (perSecond, _) = await Measure.Rate(Connections, _ => Interlocked.Increment(ref next) is var n ? PostAsync(client, cars[name][n % Resources], n) : null!);
                Measure.Row(name, perSecond.Figure(), ((gateway.ProcessorTime - before).TotalMicroseconds / (Interlocked.Read(ref next) - first)).Figure());
            }
    }

    private static async Task<string> LoginAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync("/api/users/login", new { username = "root", password = Password });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private static async Task<Guid[]> MakeAsync(HttpClient client)
    {
        var made = new Guid[Resources];
        for (var i = 0; i < Resources; i++)
        {
            using var response = await client.PostAsJsonAsync("/api/cars", new { name = $"car {i}" });
            response.EnsureSuccessStatusCode();
            made[i] = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        }
        return made;
    }

    private static async Task PostAsync(HttpClient client, Guid car, long slot)
    {
        var interval = Samples.SlotAt(slot);
        var body = new { from_datetime = interval.From.ToDateTime(), to_datetime = interval.To.ToDateTime(), allocation_type = "booking" };
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync($"/api/cars/{car}/allocations", content);
        response.EnsureSuccessStatusCode();
    }
}
