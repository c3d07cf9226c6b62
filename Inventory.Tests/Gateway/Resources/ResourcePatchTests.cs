namespace Inventory.Tests.Gateway.Resources;

public sealed class ResourcePatchTests(SharedGateway gateway)
{
    // RFC 7396, appendix A, where both are objects; and more.
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    [InlineData("""{"a":1}""", """{}""", """{"a":1}""")]
    [InlineData("""{"a":1}""", "null", """{}""")]
    [InlineData("""{"a":1.0,"b":1e2,"c":123456789012345678901234567890}""", """{"d":-0.0}""", """{"a":1.0,"b":1e2,"c":123456789012345678901234567890,"d":-0.0}""")]
    [InlineData("""{"a":[null]}""", """{"b":[null,{"c":null}]}""", """{"a":[null],"b":[null,{"c":null}]}""")]
    public async Task Attributes_are_merged(string attributes, string patch, string expected)
    {
        var car = (await gateway.Client.Post("/api/cars", $$"""{"name":"{{GatewayClient.NewName()}}","attributes":{{attributes}}}""")).Expect(201);
        var patched = (await gateway.Client.Patch(car.Location!, $$"""{"attributes":{{patch}}}""")).Expect(200);
        Assert.Equal(expected, patched["attributes"].GetRawText());
        Assert.Equal(car["name"].GetString(), patched["name"].GetString());
        Assert.Equal(car["created"].GetString(), patched["created"].GetString());
        Assert.Equal(patched.Text, (await gateway.Client.Get(car.Location!)).Text);
    }

    [Fact]
    public async Task A_name_is_changed_and_the_old_one_is_free()
    {
        var (before, after) = (GatewayClient.NewName(), GatewayClient.NewName());
        var car = (await gateway.Client.Post("/api/cars", new { name = before, attributes = new { a = 1 } })).Expect(201);
        var patched = (await gateway.Client.Patch(car.Location!, new { name = after })).Expect(200);

        Assert.Equal(car.Text.Replace(before, after, StringComparison.Ordinal), patched.Text);
        Assert.Single((await gateway.Client.Get($"/api/cars?name={after}")).Items);
        Assert.Empty((await gateway.Client.Get($"/api/cars?name={before}")).Items);
        await gateway.Client.Create(name: before);
        (await gateway.Client.Patch(car.Location!, new { name = before })).ExpectProblem(409, "name-taken");
        (await gateway.Client.Post("/api/cars", new { name = after })).ExpectProblem(409, "name-taken");
    }

    [Fact]
    public async Task A_name_and_attributes_change_together_or_not_at_all()
    {
        var taken = GatewayClient.NewName();
        await gateway.Client.Create(name: taken);
        var car = await gateway.Client.Create();
        var before = (await gateway.Client.Get(car)).Text;
        (await gateway.Client.Patch(car, new { name = taken, attributes = new { a = 1 } })).ExpectProblem(409, "name-taken");
        (await gateway.Client.Patch(car, new { name = "", attributes = new { a = 1 } })).ExpectFaults("#/name");
        Assert.Equal(before, (await gateway.Client.Get(car)).Text);

        var both = (await gateway.Client.Patch(car, new { name = GatewayClient.NewName(), attributes = new { a = 1 } })).Expect(200);
        Assert.Equal("""{"a":1}""", both["attributes"].GetRawText());
    }

    [Fact]
    public async Task Its_own_name_is_not_taken()
    {
        var name = GatewayClient.NewName();
        var car = await gateway.Client.Create(name: name);
        var patched = (await gateway.Client.Patch(car, new { name })).Expect(200);
        Assert.Equal(name, patched["name"].GetString());
    }

    [Fact]
    public async Task A_name_cannot_be_removed()
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Patch(car, """{"name":null}""")).ExpectFaults("#/name");
    }

    [Fact]
    public async Task An_empty_patch_changes_nothing()
    {
        var car = await gateway.Client.Create();
        var before = await gateway.Client.Get(car);
        var patched = (await gateway.Client.Patch(car, "{}")).Expect(200);
        Assert.Equal((before.Text, before.ETag), (patched.Text, patched.ETag));
    }

    [Fact]
    public async Task Attributes_have_up_to_16_KiB_after_the_patch_too()
    {
        var car = await gateway.Client.Create();
        var half = new string('x', 8 * 1024);
        (await gateway.Client.Patch(car, new { attributes = new { a = half } })).Expect(200);
        (await gateway.Client.Patch(car, new { attributes = new { b = half } })).ExpectFaults("#/attributes");
        (await gateway.Client.Patch(car, new { attributes = new { a = (string?)null, b = half } })).Expect(200);
        Assert.Equal($$"""{"b":"{{half}}"}""", (await gateway.Client.Get(car))["attributes"].GetRawText());
    }

    [Fact]
    public async Task A_patched_resource_keeps_its_place_and_its_allocations()
    {
        var first = await gateway.Client.Create("trucks");
        var second = await gateway.Client.Create("trucks");
        var allocation = (await gateway.Client.Allocate(first, null, null)).Expect(201);
        (await gateway.Client.Patch(first, new { name = GatewayClient.NewName() })).Expect(200);

        var order = (await gateway.Client.Get("/api/trucks")).Items.Select(r => $"/api/trucks/{r.GetProperty("id")}").Where(p => p == first || p == second);
        Assert.Equal([first, second], order);
        Assert.Equal(allocation.Text, (await gateway.Client.Get(allocation.Location!)).Text);
    }
}
