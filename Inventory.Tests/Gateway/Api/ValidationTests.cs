namespace Inventory.Tests.Gateway.Api;

public sealed class ValidationTests(SharedGateway gateway)
{
    private const string Always = "\"from_infinity\":true,\"to_infinity\":true";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("\"{}\"")]
    [InlineData("{}{}")]
    [InlineData("{},")]
    [InlineData("""{"name":1}""")]
    [InlineData("""{"name":["a"]}""")]
    [InlineData("""{"name":{}}""")]
    [InlineData("""{"name":true}""")]
    [InlineData("""{"name":"a","attributes":[]}""")]
    [InlineData("""{"name":"a","attributes":"x"}""")]
    [InlineData("""{"name":"a","attributes":1}""")]
    [InlineData("""{"name":"a","name":"b"}""")]
    public async Task A_resource_that_is_not_json_of_the_right_types_is_malformed(string body)
    {
        (await gateway.Client.Post("/api/cars", body)).ExpectProblem(400, "malformed");
        var car = await gateway.Client.Create();
        (await gateway.Client.Patch(car, body)).ExpectProblem(400, "malformed");
    }

    [Theory]
    [InlineData("\"from_datetime\":1")]
    [InlineData("\"from_datetime\":{}")]
    [InlineData("\"to_datetime\":false")]
    [InlineData("\"to_datetime\":[]")]
    [InlineData("\"from_infinity\":\"true\"")]
    [InlineData("\"from_infinity\":1")]
    [InlineData("\"to_infinity\":{}")]
    [InlineData("\"allocation_type\":1")]
    [InlineData("\"allocation_type\":[\"booking\"]")]
    [InlineData("\"description\":1")]
    [InlineData("\"description\":{}")]
    [InlineData("\"dump\":[]")]
    [InlineData("\"dump\":\"{}\"")]
    [InlineData("\"dump\":1")]
    [InlineData("\"dump\":true")]
    [InlineData("\"hold_seconds\":\"60\"")]
    public async Task An_allocation_with_a_member_of_the_wrong_type_is_malformed(string member)
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Post($"{car}/allocations", $"{{{member}}}")).ExpectProblem(400, "malformed");
    }

    [Fact]
    public async Task Every_fault_of_an_allocation_is_told_at_once()
    {
        var car = await gateway.Client.Create();
        var body = new
        {
            from_datetime = "yesterday",
            to_datetime = "2026-12-01T10:00:00Z",
            to_infinity = true,
            allocation_type = "",
            description = new string('x', 101),
            dump = new { text = new string('x', 16 * 1024) },
        };
        (await gateway.Client.Post($"{car}/allocations", body))
            .ExpectFaults("#/from_datetime", "#/to_datetime", "#/allocation_type", "#/description", "#/dump");
        (await gateway.Client.Post($"{car}/allocations", "{}")).ExpectFaults("#/from_datetime", "#/to_datetime", "#/allocation_type");
    }

    [Fact]
    public async Task Every_fault_of_a_resource_is_told_at_once()
    {
        var body = new { name = new string('x', 101), attributes = new { text = new string('x', 16 * 1024) } };
        (await gateway.Client.Post("/api/cars", body)).ExpectFaults("#/name", "#/attributes");
        (await gateway.Client.Patch(await gateway.Client.Create(), body)).ExpectFaults("#/name", "#/attributes");
    }

    [Fact]
    public async Task Every_fault_of_a_query_is_told_at_once()
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Get($"{car}/allocations?from=x&to=y&limit=z&cursor=w")).ExpectFaults("?from", "?to", "?limit", "?cursor");
        (await gateway.Client.Get("/api/cars?limit=z&cursor=w")).ExpectFaults("?limit", "?cursor");
    }

    [Fact]
    public async Task Members_that_nobody_knows_are_ignored()
    {
        var car = (await gateway.Client.Post("/api/cars", $$"""{"name":"{{GatewayClient.NewName()}}","id":"mine","Name":7,"colour":{"a":[null]},"":1}""")).Expect(201);
        Assert.NotEqual("mine", car.Id);
        (await gateway.Client.Patch(car.Location!, """{"colour":"red","created":null}""")).Expect(200);
        (await gateway.Client.Post($"{car.Location}/allocations", $$"""{{{Always}},"allocation_type":"booking","status":"held","id":7,"fromInfinity":"x"}""")).Expect(201);
    }

    [Theory]
    [InlineData("booking")]
    [InlineData("m")]
    [InlineData("12345678901234567890")]
    [InlineData("🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗")]
    public async Task An_allocation_type_has_up_to_20_characters(string type)
    {
        var car = await gateway.Client.Create();
        var allocation = (await gateway.Client.Post($"{car}/allocations", $$"""{{{Always}},"allocation_type":"{{type}}"}""")).Expect(201);
        Assert.Equal(type, allocation["allocation_type"].GetString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"123456789012345678901\"")]
    [InlineData("\"🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗\"")]
    [InlineData("\"a\\u0000b\"")]
    public async Task An_allocation_type_of_another_length_breaks_a_rule(string type)
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Post($"{car}/allocations", $$"""{{{Always}},"allocation_type":{{type}}}""")).ExpectFaults("#/allocation_type");
    }

    [Fact]
    public async Task A_description_has_up_to_100_characters()
    {
        foreach (var text in new[] { "", "x", new string('x', 100), string.Concat(Enumerable.Repeat("🚗", 100)) })
        {
            var car = await gateway.Client.Create();
            var allocation = (await Describe(car, text)).Expect(201);
            Assert.Equal(text, allocation["description"].GetString());
        }
        foreach (var text in new[] { new string('x', 101), string.Concat(Enumerable.Repeat("🚗", 101)) })
            (await Describe(await gateway.Client.Create(), text)).ExpectFaults("#/description");
    }

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(86_401), InlineData(99_999_999_999)]
    public async Task A_hold_shorter_than_a_second_or_longer_than_a_day_breaks_a_rule(long seconds)
    {
        var car = await gateway.Client.Create();
        var body = $$"""{{{Always}},"allocation_type":"booking","hold_seconds":{{seconds}}}""";
        (await gateway.Client.Post($"{car}/allocations", body)).ExpectFaults("#/hold_seconds");
        (await gateway.Client.Post("/api/cars/allocations", body)).ExpectFaults("#/hold_seconds");
        Assert.Empty((await gateway.Client.Get($"{car}/allocations")).Items);
    }

    private Task<Answer> Describe(string car, string text) =>
        gateway.Client.Post($"{car}/allocations", new { from_infinity = true, to_infinity = true, allocation_type = "booking", description = text });
}
