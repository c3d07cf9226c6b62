using System.Text.Json;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;
using Inventory.Tests.Gateway.Api;

namespace Inventory.Tests.Gateway.Resources;

/// <summary>The type that there is without configuration which is kept and not allocated.</summary>
public sealed class DeviceTests(SharedGateway gateway)
{
    [Fact]
    public async Task A_device_is_made_read_changed_listed_and_deleted()
    {
        var name = GatewayClient.NewName();
        var made = (await gateway.Client.Post("/api/devices", new { name, attributes = Attributes("light") })).Expect(201);
        Assert.Equal("Device", made["resource_type"].GetString());
        Assert.Equal($"/api/devices/{made.Id}", made.Location);
        var read = (await gateway.Client.Get(made.Location!)).Expect(200);
        Assert.Equal((made.Text, made.ETag), (read.Text, read.ETag));
        Assert.Equal(304, (await gateway.Client.Get(made.Location!, ("If-None-Match", made.ETag!))).Status);
        Assert.Equal(200, (await gateway.Client.Send(HttpMethod.Head, made.Location!)).Status);

        var ifUnchanged = ("If-Match", made.ETag!);
        const string Patch = """{"attributes":{"device_type":"lock","room":"hall"}}""";
        var patched = (await gateway.Client.Patch(made.Location!, Patch, ifUnchanged)).Expect(200);
        Assert.Equal("""{"device_type":"lock","controller_gateway":"192.0.2.7","room":"hall"}""", patched["attributes"].GetRawText());
        (await gateway.Client.Patch(made.Location!, Patch, ifUnchanged)).ExpectProblem(412, "precondition-failed");
        Assert.Equal(patched.Text, Assert.Single((await gateway.Client.Get($"/api/devices?name={name}")).Expect(200).Items).GetRawText());
        (await gateway.Client.Post("/api/devices", new { name, attributes = Attributes("light") })).ExpectProblem(409, "name-taken");

        (await gateway.Client.Delete(made.Location!)).Expect(204);
        (await gateway.Client.Get(made.Location!)).ExpectProblem(404, "not-found");
        var history = (await gateway.Client.Get($"{made.Location}/history")).Expect(200).Items;
        Assert.Equal(
            ["inventory.resource-created", "inventory.resource-updated", "inventory.resource-deleted"],
            history.Select(e => e.GetProperty("type").GetString()));
        var asOf = history[1].GetProperty("time").GetString();
        Assert.Equal(patched.Text, (await gateway.Client.Get($"{made.Location}?as_of={asOf}")).Expect(200).Text);
    }

    private static readonly string[] BothMissing = ["#/attributes/device_type", "#/attributes/controller_gateway"];

    [Fact]
    public async Task What_every_device_has_to_have_is_asked_for_with_all_faults_at_once()
    {
        (await gateway.Client.Post("/api/devices", "{}")).ExpectFaults(["#/name", .. BothMissing]);
        (await gateway.Client.Post("/api/devices", new { name = "x", attributes = new { device_type = 1 } })).ExpectFaults(BothMissing);
        (await gateway.Client.Post("/api/devices", """{"name":"x","attributes":null}""")).ExpectFaults(BothMissing);
        (await gateway.Client.Post("/api/devices", """{"name":"x","attributes":{"device_type":"\u0000"}}""")).ExpectFaults("#/attributes");
        Assert.Empty((await gateway.Client.Get("/api/devices?name=x")).Expect(200).Items);

        var device = await Create("light");
        var before = (await gateway.Client.Get(device)).Expect(200);
        (await gateway.Client.Patch(device, """{"attributes":{"device_type":null,"controller_gateway":[]}}""")).ExpectFaults(BothMissing);
        (await gateway.Client.Patch(device, """{"attributes":null}""")).ExpectFaults(BothMissing);
        (await gateway.Client.Patch(device, """{"name":"","attributes":{"device_type":null}}""")).ExpectFaults("#/name", BothMissing[0]);
        var after = (await gateway.Client.Get(device)).Expect(200);
        Assert.Equal((before.Text, before.ETag), (after.Text, after.ETag));
    }

    [Fact]
    public async Task A_device_is_neither_allocated_nor_booked_nor_priced()
    {
        var device = await Create("light");
        (await gateway.Client.Allocate(device, null, null)).ExpectProblem(404, "not-found");
        foreach (var path in (string[])["allocations", "free", "slots", $"allocations/{Guid.NewGuid()}"])
            (await gateway.Client.Get($"{device}/{path}")).ExpectProblem(404, "not-found");
        (await gateway.Client.Get("/api/devices/available?from=2036-12-01T10:00:00Z")).ExpectProblem(404, "not-found");
        const string Time = "from=2036-12-01T10:00:00Z&to=2036-12-01T11:00:00Z";
        Assert.Equal(await RefusalAsync("boats"), await RefusalAsync("devices"));

        async Task<string> RefusalAsync(string type)
        {
            var time = new { from_datetime = "2036-12-01T10:00:00Z", to_datetime = "2036-12-01T11:00:00Z" };
            var item = new { type, time.from_datetime, time.to_datetime };
            var named = new { resource = $"{type}/{device.Split('/')[^1]}", time.from_datetime, time.to_datetime };
            var booking = await gateway.Client.Post("/api/bookings", new { items = new object[] { item, named } });
            var quote = await gateway.Client.Get($"/api/quote?type={type}&{Time}");
            return booking.ExpectFaults("#/items/0/type", "#/items/1/resource").Text + quote.ExpectFaults("?type").Text;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task Devices_are_found_by_their_attributes_in_pages_the_oldest_first(int limit)
    {
        var house = $"{Guid.NewGuid()} & 1=1?";
        List<string> lights = [];
        for (var i = 0; i < 23; i++)
        {
            var device = await Create(i % 3 == 0 ? "lock" : "light", new() { ["house"] = house, ["House"] = "other", ["floor"] = i });
            if (i % 3 != 0)
                lights.Add(device);
        }
        var ofHouse = $"/api/devices?attributes.house={Uri.EscapeDataString(house)}";
        var pages = await gateway.Client.Pages($"{ofHouse}&limit={limit}&attributes.device_type=light&attributes.House=other");
        Assert.All(pages.SkipLast(1), page => Assert.Equal(limit, page.Items.Count));
        Assert.Equal(lights, Paths(pages));
        Assert.Equal([lights[1]], Paths([await gateway.Client.Get($"{ofHouse}&attributes.floor=2")]));
        Assert.Empty((await gateway.Client.Get($"/api/devices?attributes.House={Uri.EscapeDataString(house)}")).Expect(200).Items);
        Assert.Empty((await gateway.Client.Get($"{ofHouse}&attributes.house=other")).Expect(200).Items);
    }

    [Fact]
    public async Task A_device_is_found_by_what_it_is_now()
    {
        var house = $"{Guid.NewGuid()}";
        var (first, second) = (await Create("light", new() { ["house"] = house }), await Create("light", new() { ["house"] = house }));
        Assert.Equal([first, second], await FindAsync("light"));
        (await gateway.Client.Patch(first, """{"attributes":{"device_type":"lock"}}""")).Expect(200);
        Assert.Equal([second], await FindAsync("light"));
        (await gateway.Client.Delete(second)).Expect(204);
        Assert.Empty(await FindAsync("light"));
        Assert.Equal([first], await FindAsync("lock"));

        async Task<IEnumerable<string>> FindAsync(string type) =>
            Paths([(await gateway.Client.Get($"/api/devices?attributes.house={house}&attributes.device_type={type}")).Expect(200)]);
    }

    [Fact]
    public async Task A_naughty_string_is_found_like_any_other()
    {
        foreach (var text in NaughtyStrings.All)
        {
            var mark = $"{Guid.NewGuid()}";
            var device = await Create(text, new() { [$"n{text}"] = text, ["mark"] = mark });
            var attributes = Assert.Single(await FindAsync(mark, text, text)).GetProperty("attributes");
            Assert.Equal(text, attributes.GetProperty("device_type").GetString());
            Assert.Equal(text, attributes.GetProperty($"n{text}").GetString());
            Assert.Empty(await FindAsync(mark, text, $"{text}'"));
            (await gateway.Client.Delete(device)).Expect(204);
        }

        async Task<IReadOnlyList<JsonElement>> FindAsync(string mark, string text, string value)
        {
            var filter = $"attributes.device_type={Uri.EscapeDataString(text)}&attributes.{Uri.EscapeDataString($"n{text}")}={Uri.EscapeDataString(value)}";
            return (await gateway.Client.Get($"/api/devices?attributes.mark={mark}&{filter}")).Expect(200).Items;
        }
    }

    [Theory]
    [InlineData("attributes.x=%00")]
    [InlineData("attributes.x=%FF%FE")]
    [InlineData("attributes.%00=x")]
    [InlineData("attributes.=")]
    [InlineData("attributes.x")]
    [InlineData("attributes.x=%")]
    [InlineData("attributes.x=' OR 1=1 --")]
    [InlineData("attributes.$.x')=x")]
    [InlineData("attributes.device_type=%25")]
    [InlineData("attributes.device_type=%ED%A0%80")]
    public async Task What_no_device_has_finds_none(string query)
    {
        await Create("light");
        Assert.Equal("[]", (await gateway.Client.Get($"/api/devices?{query}")).Expect(200).Text);
    }

    private async Task<string> Create(string type, Dictionary<string, object>? more = null)
    {
        var attributes = new Dictionary<string, object>(more ?? []) { ["device_type"] = type, ["controller_gateway"] = "192.0.2.7" };
        return (await gateway.Client.Post("/api/devices", new { name = GatewayClient.NewName(), attributes })).Expect(201).Location!;
    }

    private static object Attributes(string type) => new { device_type = type, controller_gateway = "192.0.2.7" };

    private static IEnumerable<string> Paths(IEnumerable<Answer> pages) =>
        pages.SelectMany(page => page.Items).Select(device => $"/api/devices/{device.GetProperty("id")}");
}
