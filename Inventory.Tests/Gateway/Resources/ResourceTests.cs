using Inventory.Domain.Shop;

namespace Inventory.Tests.Gateway.Resources;

public sealed class ResourceTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("cars", "Car")]
    [InlineData("lorries", "Lorry")]
    [InlineData("trucks", "Truck")]
    [InlineData("runways", "Runway")]
    [InlineData("launchpads", "Launchpad")]
    public async Task A_resource_is_made_and_read(string path, string type)
    {
        var name = GatewayClient.NewName();
        var made = (await gateway.Client.Post($"/api/{path}", new { name, attributes = new { colour = "red" } })).Expect(201);

        Assert.Equal(["id", "name", "resource_type", "created", "attributes"], made.Json.EnumerateObject().Select(m => m.Name));
        Assert.True(Guid.TryParseExact(made.Id, "D", out _));
        Assert.Equal(name, made["name"].GetString());
        Assert.Equal(type, made["resource_type"].GetString());
        Assert.Equal("""{"colour":"red"}""", made["attributes"].GetRawText());
        Assert.Equal($"/api/{path}/{made.Id}", made.Location);
        Assert.NotNull(made.ETag);

        var read = (await gateway.Client.Get(made.Location!)).Expect(200);
        Assert.Equal(made.Text, read.Text);
        Assert.Equal(made.ETag, read.ETag);
        Assert.Null(read.Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"attributes\":null")]
    [InlineData(",\"attributes\":{}")]
    public async Task A_resource_without_attributes_has_empty_ones(string member)
    {
        var made = (await gateway.Client.Post("/api/cars", $"{{\"name\":\"{GatewayClient.NewName()}\"{member}}}")).Expect(201);
        Assert.Equal("{}", made["attributes"].GetRawText());
    }

    [Fact]
    public async Task A_name_has_1_to_100_characters()
    {
        var suffix = $" {Guid.NewGuid()}";
        foreach (var name in new[] { new string('x', 100 - suffix.Length) + suffix, string.Concat(Enumerable.Repeat("🚗", 100 - suffix.Length)) + suffix })
        {
            var car = await gateway.Client.Create(name: name);
            Assert.Equal(name, (await gateway.Client.Get(car))["name"].GetString());
            (await gateway.Client.Patch(car, new { name = new string('y', 100 - suffix.Length) + suffix })).Expect(200);
            (await gateway.Client.Patch(car, new { name = "🚗" + name })).ExpectFaults("#/name");
            (await gateway.Client.Post("/api/cars", new { name = "🚗" + name })).ExpectFaults("#/name");
            (await gateway.Client.Delete(car)).Expect(204);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"a\u0000b"}""")]
    public async Task Without_a_usable_name_there_is_no_resource(string body) => (await gateway.Client.Post("/api/cars", body)).ExpectFaults("#/name");

    [Fact]
    public async Task A_name_is_unique_within_its_type_and_case_matters()
    {
        var name = GatewayClient.NewName() + " é";
        await gateway.Client.Create("cars", name);
        await gateway.Client.Create("lorries", name);
        await gateway.Client.Create("cars", name.ToUpperInvariant());
        await gateway.Client.Create("cars", name + " ");
        await gateway.Client.Create("cars", name.Replace("é", "e\u0301", StringComparison.Ordinal));

        (await gateway.Client.Post("/api/cars", new { name })).ExpectProblem(409, "name-taken");
        (await gateway.Client.Post("/api/lorries", new { name })).ExpectProblem(409, "name-taken");
    }

    [Fact]
    public async Task Of_those_that_race_for_a_name_one_gets_it()
    {
        for (var round = 0; round < 10; round++)
        {
            var name = GatewayClient.NewName();
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => gateway.Client.Post("/api/lorries", new { name })));
            var winner = Assert.Single(answers, a => a.Status == 201);
            Assert.All(answers.Except([winner]), a => a.ExpectProblem(409, "name-taken"));
            Assert.Equal([winner.Text], await Named("lorries", name));
        }
    }

    [Fact]
    public async Task A_list_filtered_by_name_has_exactly_that_name()
    {
        var name = $"{GatewayClient.NewName()} Größe 100% + a&b=c/d?e#f,g\"h🚗";
        var car = (await gateway.Client.Post("/api/cars", new { name })).Expect(201);
        Assert.Equal([car.Text], await Named("cars", name));
        Assert.Empty(await Named("cars", name.ToUpperInvariant()));
        Assert.Empty(await Named("cars", name[..^2]));
        Assert.Empty(await Named("cars", name + " "));
        Assert.Empty(await Named("lorries", name));
        Assert.Empty(await Named("cars", ""));
        // A space may come as a plus sign, as from a form.
        var form = Uri.EscapeDataString(name).Replace("%20", "+", StringComparison.Ordinal);
        Assert.Equal(car.Text, Assert.Single((await gateway.Client.Get($"/api/cars?name={form}")).Items).GetRawText());
    }

    [Fact]
    public async Task A_deleted_resource_is_gone_and_its_name_is_free()
    {
        var name = GatewayClient.NewName();
        var car = await gateway.Client.Create(name: name);
        var allocation = (await gateway.Client.Allocate(car, null, "2020-01-01T00:00:00Z")).Expect(201);
        var deleted = (await gateway.Client.Delete(car)).Expect(204);
        Assert.Empty(deleted.Body);

        (await gateway.Client.Get(car)).ExpectProblem(404, "not-found");
        (await gateway.Client.Get($"{car}/allocations")).ExpectProblem(404, "not-found");
        (await gateway.Client.Get(allocation.Location!)).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete(allocation.Location!)).ExpectProblem(404, "not-found");
        (await gateway.Client.Allocate(car, null, null)).ExpectProblem(404, "not-found");
        (await gateway.Client.Patch(car, new { name })).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete(car)).ExpectProblem(404, "not-found");
        Assert.Empty(await Named("cars", name));

        var again = await gateway.Client.Create(name: name);
        Assert.NotEqual(car, again);
        Assert.Empty((await gateway.Client.Get($"{again}/allocations")).Items);
    }

    [Fact]
    public async Task A_resource_in_use_is_deleted_by_force_only()
    {
        var car = await gateway.Client.Create();
        var year = TimeProvider.System.GetUtcNow().Year;
        (await gateway.Client.Allocate(car, null, $"{year - 2}-01-01T00:00:00Z")).Expect(201);
        var now = (await gateway.Client.Allocate(car, $"{year - 1}-01-01T00:00:00Z", $"{year + 1}-01-01T00:00:00Z")).Expect(201);
        var later = (await gateway.Client.Allocate(car, $"{year + 1}-01-01T00:00:00Z", null)).Expect(201);

        foreach (var query in new[] { "", "?force=false" })
        {
            var refusal = (await gateway.Client.Delete(car + query)).ExpectProblem(409, "resource-in-use");
            Assert.Equal([now.Text, later.Text], refusal["conflicts"].EnumerateArray().Select(c => c.GetRawText()));
        }
        (await gateway.Client.Delete(car + "?force=perhaps")).ExpectFaults("?force");
        (await gateway.Client.Get(now.Location!)).Expect(200);

        (await gateway.Client.Delete(car + "?force=true")).Expect(204);
        (await gateway.Client.Get(car)).ExpectProblem(404, "not-found");
        (await gateway.Client.Get(now.Location!)).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task What_was_released_keeps_no_resource_from_being_deleted()
    {
        var car = await gateway.Client.Create();
        var allocation = (await gateway.Client.Allocate(car, null, null)).Expect(201);
        (await gateway.Client.Delete(car)).ExpectProblem(409, "resource-in-use");
        (await gateway.Client.Delete(allocation.Location!)).Expect(204);
        (await gateway.Client.Delete(car)).Expect(204);
    }

    private async Task<IEnumerable<string>> Named(string type, string name) =>
        (await gateway.Client.Get($"/api/{type}?name={Uri.EscapeDataString(name)}")).Expect(200).Items.Select(r => r.GetRawText());
}
