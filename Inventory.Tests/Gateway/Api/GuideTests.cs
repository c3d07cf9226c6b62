using System.Text.Json;
using System.Text.RegularExpressions;

namespace Inventory.Tests.Gateway.Api;

/// <summary>The examples of the guides, as they stand there.</summary>
public sealed partial class GuideTests(SharedGateway gateway)
{
    private GatewayClient Client => gateway.Client;

    [Fact]
    public async Task The_rules_of_approvals_and_check_in_work()
    {
        var rules = await BlocksAsync("approvals.md");
        var approved = await Client.Create();
        (await Client.Put($"{approved}/policy", rules[0])).Expect(200);
        var request = (await Client.Allocate(approved, "2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z")).Expect(201);
        Assert.Equal("requested", request["status"].GetString());
        Assert.Equal("firm", (await Client.Post($"{request.Location}/approve", new { })).Expect(200)["status"].GetString());

        var attended = await Client.Create();
        (await Client.Put($"{attended}/policy", rules[1])).Expect(200);
        var window = (await Client.Allocate(attended, "2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z")).Expect(201)["check_in"];
        Assert.Equal(("2036-12-01T09:45:00Z", "2036-12-01T10:10:00Z"), (window.GetProperty("opens").GetString(), window.GetProperty("closes").GetString()));
    }

    [Fact]
    public async Task The_waiting_list_works()
    {
        var car = await Client.Create();
        var taken = (await Client.Allocate(car, "2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z")).Expect(201);
        var entry = (await Client.Post($"{car}/waiting", Bodies().Match(await ReadAsync("waiting.md")).Groups[1].Value)).Expect(201);
        (await Client.Delete(taken.Location!)).Expect(204);
        Assert.Equal("granted", (await Client.Get(entry.Location!)).Expect(200)["status"].GetString());
    }

    [Fact]
    public async Task The_series_works()
    {
        var car = await Client.Create();
        var series = (await Client.Post($"{car}/series", (await BlocksAsync("series.md"))[0])).Expect(201);
        // Without the exdate.
        Assert.Equal(19, series["occurrences"].GetArrayLength());
    }

    [Fact]
    public async Task The_booked_series_works()
    {
        var car = await Client.Create();
        var booking = (await Client.Post("/api/bookings", (await BlocksAsync("series.md"))[1].Replace("cars/$ID", car["/api/".Length..], StringComparison.Ordinal))).Expect(201);
        Assert.Equal(19, booking["items"][0].GetProperty("occurrences").GetArrayLength());
    }

    [Fact]
    public async Task The_pool_works()
    {
        var guide = await ReadAsync("pools.md");
        var type = JsonSerializer.Deserialize<JsonElement>((await BlocksAsync("pools.md"))[0]).GetProperty("Inventory").GetProperty("Types")[0];
        await using var own = await InProcessGateway.StartAsync([.. type.EnumerateObject().SelectMany(setting => new[] { $"--Inventory:Types:6:{setting.Name}", setting.Value.GetString()! })]);
        var bodies = Bodies().Matches(guide).Select(match => match.Groups[1].Value).ToList();
        var lot = (await own.Client.Post("/api/lots", bodies[0])).Expect(201).Location!;
        Assert.Equal(3, (await own.Client.Post($"{lot}/allocations", bodies[1])).Expect(201)["units"].GetInt32());
    }

    [Fact]
    public async Task The_whole_with_its_parts_works()
    {
        var bodies = Bodies().Matches(await ReadAsync("parts.md")).Select(match => match.Groups[1].Value).ToList();
        var suffix = Guid.NewGuid();
        var rooms = new List<string>();
        foreach (var body in bodies[..2])
            rooms.Add((await Client.Post("/api/cars", Named(body, suffix))).Expect(201).Id);
        var hall = (await Client.Post("/api/cars", Named(bodies[2], suffix).Replace("$A", rooms[0], StringComparison.Ordinal).Replace("$B", rooms[1], StringComparison.Ordinal))).Expect(201).Location!;
        var taken = (await Client.Post($"{hall}/allocations", bodies[3])).Expect(201);
        (await Client.Post($"/api/cars/{rooms[1]}/allocations", bodies[3])).ExpectProblem(409, "overlap");
        var entry = (await Client.Post($"{hall}/waiting", bodies[3])).Expect(201);
        (await Client.Delete(taken.Location!)).Expect(204);
        Assert.Equal("granted", (await Client.Get(entry.Location!)).Expect(200)["status"].GetString());
    }

    [Fact]
    public async Task The_late_binding_works()
    {
        await Client.Create();
        var late = (await Client.Post("/api/cars/allocations", Bodies().Match(await ReadAsync("late-binding.md")).Groups[1].Value)).Expect(201);
        Assert.Equal("late", late["bind"].GetString());
        var bound = (await Client.Send(HttpMethod.Post, $"{late.Location}/bind")).Expect(200);
        Assert.Equal(late.Id, (await Client.Get(bound.Header("Content-Location")!)).Expect(200).Id);
        (await Client.Delete(late.Location!)).Expect(204);
    }

    // Other tests have these names too.
    private static string Named(string body, Guid suffix) => body.Replace("\", \"parts", $" {suffix}\", \"parts", StringComparison.Ordinal).Replace("\"}", $" {suffix}\"}}", StringComparison.Ordinal);

    private static async Task<List<string>> BlocksAsync(string guide) => [.. (await ReadAsync(guide)).Split("```json").Skip(1).Select(part => part.Split("```")[0])];

    private static Task<string> ReadAsync(string guide) => File.ReadAllTextAsync(Path.Combine(Style.Repository.Root, "docs", guide), TestContext.Current.CancellationToken);

    [GeneratedRegex("-d '(\\{.*?\\})'", RegexOptions.Singleline)]
    private static partial Regex Bodies();
}
