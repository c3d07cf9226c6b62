using System.Text.Json;
using Inventory.Tests.Gateway.Api;
using static Inventory.Tests.Gateway.Imports.ImportTest;

namespace Inventory.Tests.Gateway.Imports;

/// <summary>What is exported can be imported again, whatever texts it has.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task An_export_is_imported_again_as_it_was()
    {
        await using var one = await InProcessGateway.StartAsync();
        await using var other = await InProcessGateway.StartAsync();
        string[] texts = [.. NaughtyStrings.All.Select(text => string.Concat(text.EnumerateRunes().Take(100))), "=1+1", "'=1+1", "''=1", "'", "-1", "+1", "@a", "\t=a", "a\r\nb", "\"", ""];
        var (cars, n) = (new List<string>(), 0);
        foreach (var text in texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal))
            cars.Add((await one.Client.Post("/api/cars", new { name = text, attributes = new { text } })).Expect(201).Location!);
        foreach (var text in texts)
        {
            var from = new DateTime(2033, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(n);
            (await one.Client.Post($"{cars[n++ % cars.Count]}/allocations", new { from_datetime = from, to_datetime = from.AddHours(1), allocation_type = "a", description = text, reference = text.Length > 30 ? "x" : text })).Expect(201);
        }
        (await one.Client.Allocate(cars[0], null, "2030-01-01T00:00:00Z")).Expect(201);
        (await one.Client.Allocate(cars[0], "2040-01-01T00:00:00.5Z", null)).Expect(201);

        foreach (var (of, path) in new[] { ("resources", "/api/cars.csv"), ("allocations", "/api/cars/allocations.csv") })
        {
            var csv = (await one.Client.Get(path)).ExpectStatus(200);
            Assert.StartsWith("text/csv; charset=utf-8", csv.ContentType, StringComparison.Ordinal);
            var done = await other.Client.EndAsync(await other.Client.ImportAsync($"type=cars&of={of}&mode=apply", csv.Body));
            Assert.Equal(("done", done["rows"].GetInt64(), done["rows"].GetInt64(), 0L), CountsOf(done));
        }
        Assert.Equal(await StateAsync(one.Client), await StateAsync(other.Client));
    }

    [Fact]
    public async Task Cells_that_look_like_formulas_are_escaped_and_a_window_selects()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var car = await gateway.Client.Create(name: "=cmd|' /C calc'!A0");
        (await gateway.Client.Post($"{car}/allocations", new { from_datetime = "2033-01-01T00:00:00Z", to_datetime = "2033-01-02T00:00:00Z", allocation_type = "@a", description = "+1", reference = "-1" })).Expect(201);
        (await gateway.Client.Allocate(car, "2034-01-01T00:00:00Z", "2034-01-02T00:00:00Z")).Expect(201);
        Assert.Contains(",\"'=cmd|' /C calc'!A0\",Car,", (await gateway.Client.Get("/api/cars.csv")).ExpectStatus(200).Text, StringComparison.Ordinal);
        var lines = (await gateway.Client.Get("/api/cars/allocations.csv?to=2033-06-01T00:00:00Z")).ExpectStatus(200).Text.Split("\r\n");
        Assert.Equal(3, lines.Length);
        Assert.Contains(",2033-01-01T00:00:00Z,2033-01-02T00:00:00Z,false,false,\"'@a\",\"'+1\",\"'-1\",firm,", lines[1], StringComparison.Ordinal);
        (await gateway.Client.Get("/api/cars/allocations.csv?from=soon")).ExpectFaults("?from");
        (await gateway.Client.Get("/api/planes.csv")).ExpectProblem(404, "not-found");
        (await gateway.Client.Get("/api/devices/allocations.csv")).ExpectProblem(404, "not-found");
        Assert.Equal("id,name,resource_type,created,attributes,units,parts\r\n", (await gateway.Client.Get("/api/devices.csv")).ExpectStatus(200).Text);
    }

    [Fact]
    public async Task Wholes_name_their_parts_and_take_them_again()
    {
        await using var one = await InProcessGateway.StartAsync();
        await using var other = await InProcessGateway.StartAsync();
        var rooms = new[] { (await one.Client.Create(name: "Room A")).Split('/')[^1], (await one.Client.Create(name: "Room B; north")).Split('/')[^1], (await one.Client.Create(name: "Room C")).Split('/')[^1] };
        var hall = (await one.Client.Post("/api/cars", new { name = "Hall", parts = new[] { rooms[2], rooms[0] } })).Expect(201).Location!;
        (await one.Client.Post("/api/cars", new { name = "Foyer", parts = rooms[..2] })).Expect(201);
        (await one.Client.Allocate(hall, "2033-01-01T10:00:00Z", "2033-01-01T12:00:00Z")).Expect(201);
        var resources = (await one.Client.Get("/api/cars.csv")).ExpectStatus(200).Text;
        Assert.Contains("{},,Room C;Room A\r\n", resources, StringComparison.Ordinal);
        Assert.Contains($"{{}},,Room A;{rooms[1]}\r\n", resources, StringComparison.Ordinal);

        // In the other service the id is not known.
        foreach (var mode in new[] { "check", "apply" })
        {
            var done = await other.Client.EndAsync(await other.Client.ImportAsync($"type=cars&of=resources&mode={mode}", resources));
            Assert.Equal(("done", 5L, 4L, 1L), CountsOf(done));
            Assert.StartsWith("6,not-found: ", (await other.Client.RefusedAsync(done))[1], StringComparison.Ordinal);
        }
        var taken = await other.Client.EndAsync(await other.Client.ImportAsync("type=cars&of=allocations&mode=apply", (await one.Client.Get("/api/cars/allocations.csv")).ExpectStatus(200).Body));
        Assert.Equal(("done", 1L, 1L, 0L), CountsOf(taken));
        var room = (await other.Client.Get("/api/cars?name=Room%20C")).Expect(200).Items.Single().GetProperty("id").GetString();
        Assert.True((await other.Client.Get($"/api/cars/{room}/allocations")).Expect(200).Items.Single().TryGetProperty("whole", out _));

        const string Wrong = "name,parts\nD,Hall;Room A\nE,Room A;Room A\nF,Room A\nG,Room A;Room Z\nI,\"Room A; Room C\"\nJ,I;Room C\n";
        foreach (var mode in new[] { "check", "apply" })
        {
            var refused = await other.Client.RefusedAsync(await other.Client.EndAsync(await other.Client.ImportAsync($"type=cars&of=resources&mode={mode}", Wrong)));
            Assert.Equal(["2,invalid: A part has", "3,invalid: A part is ", "4,invalid: parts has ", "5,not-found: There is", "7,not-found: There is"], refused.Skip(1).Select(line => line[..21].TrimEnd('"')));
        }
    }

    private static async Task<List<string>> StateAsync(GatewayClient client)
    {
        var state = new List<string>();
        foreach (var car in (await client.Pages("/api/cars")).SelectMany(page => page.Items).OrderBy(car => car.GetProperty("name").GetString(), StringComparer.Ordinal))
        {
            state.Add($"{car.GetProperty("name")} {car.GetProperty("attributes").GetRawText()}");
            foreach (var one in (await client.Get($"/api/cars/{car.GetProperty("id")}/allocations")).Expect(200).Items)
                state.Add(JsonSerializer.Serialize(one.EnumerateObject().Where(member => member.Name is not ("id" or "resource_id" or "created")).Select(member => Normal(member.Value))));
        }
        return state;
    }

    // An empty cell is no text.
    private static string? Normal(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() == "" ? "null" : value.GetRawText();
}
