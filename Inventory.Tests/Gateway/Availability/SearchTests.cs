using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Gateway.Availability;

public sealed class SearchTests
{
    private const int Cars = 1_000;
    private const string Body = """{"from_datetime":"2036-12-01T10:00:00Z","to_datetime":"2036-12-01T12:00:00Z","allocation_type":"booking"}""";
    private const string Window = "from=2036-12-01T10:00:00Z&to=2036-12-01T12:00:00Z";

    [Fact]
    public async Task Who_is_free_is_listed_in_order_and_in_pages_also_after_a_kill()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var cars = new List<string>();
        for (var i = 0; i < 10; i++)
            cars.Add(await gateway.Client.Create());
        (await gateway.Client.Allocate(cars[2], "2036-12-01T11:00:00Z", "2036-12-01T11:00:01Z")).Expect(201);
        (await gateway.Client.Allocate(cars[4], null, null)).Expect(201);
        (await gateway.Client.Allocate(cars[6], null, "2036-12-01T10:00:00Z")).Expect(201);
        (await gateway.Client.Allocate(cars[6], "2036-12-01T12:00:00Z", null)).Expect(201);
        (await gateway.Client.Delete(cars[8])).Expect(204);
        await CheckAsync();
        var held = (await gateway.Client.Post($"{cars[0]}/allocations", Body.Replace("}", ",\"hold_seconds\":600}", StringComparison.Ordinal))).Expect(201);
        Assert.DoesNotContain(cars[0], await AvailableAsync());
        (await gateway.Client.Delete(held.Location!)).Expect(204);
        await CheckAsync();

        await gateway.KillAsync();
        await gateway.StartAgainAsync();
        await CheckAsync();
        (await gateway.Client.Get("/api/cars/available?from=noon&limit=0")).ExpectFaults("?from", "?limit");

        async Task CheckAsync() => Assert.Equal([cars[0], cars[1], cars[3], cars[5], cars[6], cars[7], cars[9]], await AvailableAsync());

        async Task<IEnumerable<string>> AvailableAsync()
        {
            var pages = await gateway.Client.Pages($"/api/cars/available?{Window}&limit=3");
            Assert.All(pages[..^1], p => Assert.Equal(3, p.Items.Count));
            return pages.SelectMany(p => p.Items).Select(r => $"/api/cars/{r.GetProperty("id").GetString()}");
        }
    }

    [Fact]
    public async Task Of_32_clients_that_race_for_the_last_10_of_1000_cars_10_get_one_each_and_the_others_are_told_when()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var cars = await MakeAsync(gateway.Client);
        await Parallel.ForEachAsync(cars[..^10], async (car, _) => (await gateway.Client.Allocate(car, "2036-12-01T11:00:00Z", "2036-12-01T13:00:00Z")).Expect(201));

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => gateway.Client.Post("/api/cars/allocations", Body))));

        var got = answers.Where(a => a.Status == 201).Select(a => a["resource_id"].GetString()!).ToList();
        Assert.Equal(cars[^10..].Select(c => c.Split('/')[^1]).Order(), got.Order());
        foreach (var refusal in answers.Where(a => a.Status != 201))
        {
            var alternatives = refusal.ExpectProblem(409, "none-available")["alternatives"].EnumerateArray().ToList();
            Assert.Equal(("2036-12-01T12:00:00Z", "2036-12-01T14:00:00Z"), (alternatives[0].GetProperty("from").GetString(), alternatives[0].GetProperty("to").GetString()));
        }
        Assert.Empty((await gateway.Client.Get($"/api/cars/available?{Window}")).Expect(200).Items);
    }

    [Fact]
    public async Task A_time_on_any_resource_is_an_allocation_like_another()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        (await gateway.Client.Post("/api/runways/allocations", Body)).ExpectProblem(409, "none-available");
        var runway = await gateway.Client.Create("runways");
        var made = (await gateway.Client.Post("/api/runways/allocations", Body)).Expect(201);
        Assert.StartsWith($"{runway}/allocations/", made.Location, StringComparison.Ordinal);
        var read = (await gateway.Client.Get(made.Location!)).Expect(200);
        Assert.Equal((made.Text, made.ETag), (read.Text, read.ETag));
        (await gateway.Client.Post("/api/runways/allocations", Body)).ExpectProblem(409, "none-available");
        (await gateway.Client.Post("/api/runways/allocations", """{"from_infinity":true,"to_infinity":true,"allocation_type":"a"}""")).ExpectProblem(409, "none-available");
        (await gateway.Client.Post("/api/runways/allocations", Body.Replace("10:00:00", "10:10:00", StringComparison.Ordinal))).ExpectProblem(422, "off-slot");
        (await gateway.Client.Post("/api/runways/allocations", "{}")).ExpectFaults("#/from_datetime", "#/to_datetime", "#/allocation_type");
    }

    private static async Task<string[]> MakeAsync(GatewayClient client)
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, Cars), async (_, _) => await client.Create());
        return [.. (await client.Pages("/api/cars")).SelectMany(p => p.Items).Select(r => $"/api/cars/{r.GetProperty("id").GetString()}")];
    }
}
