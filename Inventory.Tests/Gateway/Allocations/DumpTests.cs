using System.Text;
using System.Text.Json;

namespace Inventory.Tests.Gateway.Allocations;

public sealed class DumpTests(SharedGateway gateway)
{
    private const int KiB16 = 16 * 1024;

    [Theory]
    [InlineData("""{"n":[1.0,1e2,1E+2,-0,0.10,1.50e-7,123456789012345678901234567890,0.1234567890123456789012345678901]}""")]
    [InlineData("""{"z":1,"a":2,"M":3,"0":4,"":5}""")]
    [InlineData("""{"a":{"b":{"c":[[],{},[[{"d":null}]]]}},"t":true,"f":false,"n":null}""")]
    [InlineData("""{"escaped":"\u00e9\u20AC\ud83d\ude97\n\t\"\\\/\u0001","plain":"é€🚗/<>&'"}""")]
    [InlineData("""{"k\u00e9y \"quoted\"":1,"constructor":1,"__proto__":{"x":1},"$type":"System.Object","$ref":"#"}""")]
    [InlineData("{ \"spaced\" :\t[ 1 , 2 ] ,\r\n \"b\" : { } }")]
    [InlineData("""{"x":"</script><script>alert(1)</script>","y":"'; drop table events; --"}""")]
    public async Task A_dump_comes_back_as_it_was_given(string dump)
    {
        var car = await gateway.Client.Create();
        var made = (await Post(car, dump)).Expect(201);
        Assert.Equal(dump, made["dump"].GetRawText());
        Assert.Equal(dump, (await gateway.Client.Get(made.Location!))["dump"].GetRawText());
        Assert.Equal(dump, (await gateway.Client.Get($"{car}/allocations")).Items[0].GetProperty("dump").GetRawText());
        var refusal = (await gateway.Client.Allocate(car, null, null)).ExpectProblem(409, "overlap");
        Assert.Equal(dump, refusal["conflicts"][0].GetProperty("dump").GetRawText());
    }

    [Fact]
    public async Task Attributes_come_back_as_they_were_given()
    {
        const string Attributes = """{ "n":[1.0,1e2,123456789012345678901234567890], "b" :"\u00e9é", "a":{"x":null} }""";
        var car = (await gateway.Client.Post("/api/cars", $$"""{"name":"{{GatewayClient.NewName()}}","attributes":{{Attributes}}}""")).Expect(201);
        Assert.Equal(Attributes, car["attributes"].GetRawText());
        Assert.Equal(Attributes, (await gateway.Client.Get(car.Location!))["attributes"].GetRawText());
    }

    [Fact]
    public async Task A_patch_keeps_every_text_as_it_was_given()
    {
        var made = (await Post(await gateway.Client.Create(), """{"car":"🚗","escaped":"\u00e4","🚙":[ 1.0, "é" ]}""")).Expect(201);
        var patched = (await gateway.Client.Patch(made.Location!, """{"dump":{"taxi":"🚕 \u20ac","car":null}}""")).Expect(200);
        Assert.Equal("""{"escaped":"\u00e4","🚙":[ 1.0, "é" ],"taxi":"🚕 \u20ac"}""", patched["dump"].GetRawText());
        var car = (await gateway.Client.Post("/api/cars", $$$"""{"name":"{{{GatewayClient.NewName()}}}","attributes":{"car":"🚗"}}""")).Expect(201);
        Assert.Equal("""{"car":"🚗","taxi":"🚕"}""", (await gateway.Client.Patch(car.Location!, """{"attributes":{"taxi":"🚕"}}""")).Expect(200)["attributes"].GetRawText());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("🚗")]
    public async Task A_dump_has_up_to_16_KiB(string character)
    {
        var size = Encoding.UTF8.GetByteCount(character);
        var fill = KiB16 - """{"a":""}""".Length;
        var longest = $$"""{"a":"{{string.Concat(Enumerable.Repeat(character, fill / size))}}{{new string('.', fill % size)}}"}""";
        Assert.Equal(KiB16, Encoding.UTF8.GetByteCount(longest));

        var made = (await Post(await gateway.Client.Create(), longest)).Expect(201);
        Assert.Equal(longest, made["dump"].GetRawText());
        Assert.Equal(longest, (await gateway.Client.Get(made.Location!))["dump"].GetRawText());
        (await Post(await gateway.Client.Create(), longest.Replace("a", "ab", StringComparison.Ordinal))).ExpectFaults("#/dump");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public async Task A_dump_may_be_nested(int depth)
    {
        var dump = $$"""{"a":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        var made = (await Post(await gateway.Client.Create(), dump)).Expect(201);
        Assert.Equal(dump, JsonSerializer.Deserialize<JsonElement>(made.Body).GetProperty("dump").GetRawText());
    }

    [Fact]
    public async Task A_dump_with_wide_lists_is_kept()
    {
        var dump = JsonSerializer.Serialize(new { list = Enumerable.Range(0, 3000) });
        var made = (await Post(await gateway.Client.Create(), dump)).Expect(201);
        Assert.Equal(dump, made["dump"].GetRawText());
    }

    private Task<Answer> Post(string car, string dump) =>
        gateway.Client.Post($"{car}/allocations", $$"""{"dump":{{dump}},"from_infinity":true,"to_infinity":true,"allocation_type":"booking"}""");
}
