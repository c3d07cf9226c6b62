using System.Text.Json;
using Inventory.Domain.Shop;
using Inventory.Domain.Webhooks;

namespace Inventory.Tests.Gateway.Resources;

public sealed class IntervalTests(SharedGateway gateway)
{
    private const string Ten = "2026-12-01T10:00:00Z";
    private const string Eleven = "2026-12-01T11:00:00Z";
    private const string Twelve = "2026-12-01T12:00:00Z";

    [Theory]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00Z","to_datetime":"2026-12-01T11:00:00Z"}""", Ten, Eleven)]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00Z","to_datetime":"2026-12-01T11:00:00Z","from_infinity":false,"to_infinity":false}""", Ten, Eleven)]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00Z","to_datetime":"2026-12-01T11:00:00Z","from_infinity":null,"to_infinity":null}""", Ten, Eleven)]
    [InlineData("""{"from_infinity":true,"to_datetime":"2026-12-01T11:00:00Z"}""", null, Eleven)]
    [InlineData("""{"from_infinity":true,"from_datetime":null,"to_datetime":"2026-12-01T11:00:00Z"}""", null, Eleven)]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00Z","to_infinity":true}""", Ten, null)]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00Z","to_infinity":true,"to_datetime":null}""", Ten, null)]
    [InlineData("""{"from_infinity":true,"to_infinity":true}""", null, null)]
    public async Task A_bound_is_a_moment_or_infinite(string bounds, string? from, string? to)
    {
        var car = await gateway.Client.Create();
        var allocation = (await Post(car, bounds)).Expect(201);
        foreach (var answer in new[] { allocation, (await gateway.Client.Get(allocation.Location!)).Expect(200) })
        {
            Assert.Equal(from, answer["from_datetime"].GetString());
            Assert.Equal(to, answer["to_datetime"].GetString());
            Assert.Equal(from is null, answer["from_infinity"].GetBoolean());
            Assert.Equal(to is null, answer["to_infinity"].GetBoolean());
        }
    }

    [Theory]
    [InlineData("""{}""", "#/from_datetime", "#/to_datetime")]
    [InlineData("""{"from_datetime":null,"to_datetime":null}""", "#/from_datetime", "#/to_datetime")]
    [InlineData("""{"from_infinity":false,"to_infinity":false}""", "#/from_datetime", "#/to_datetime")]
    [InlineData("""{"from_infinity":true}""", "#/to_datetime")]
    [InlineData("""{"to_infinity":true}""", "#/from_datetime")]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00Z","from_infinity":true,"to_infinity":true}""", "#/from_datetime")]
    [InlineData("""{"to_datetime":"2026-12-01T10:00:00Z","from_infinity":true,"to_infinity":true}""", "#/to_datetime")]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00Z","to_datetime":"2026-12-01T11:00:00Z","from_infinity":true,"to_infinity":true}""", "#/from_datetime", "#/to_datetime")]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00Z","to_datetime":"2026-12-01T10:00:00Z"}""", "#/to_datetime")]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00Z","to_datetime":"2026-12-01T11:00:00+01:00"}""", "#/to_datetime")]
    [InlineData("""{"from_datetime":"2026-12-01T10:00:00.0000001Z","to_datetime":"2026-12-01T10:00:00.0000009Z"}""", "#/from_datetime", "#/to_datetime")]
    [InlineData("""{"from_datetime":"2026-12-01T11:00:00Z","to_datetime":"2026-12-01T10:00:00Z"}""", "#/to_datetime")]
    public async Task A_bound_given_twice_or_not_at_all_and_an_empty_or_reversed_interval_break_a_rule(string bounds, params string[] pointers)
    {
        var car = await gateway.Client.Create();
        (await Post(car, bounds)).ExpectFaults(pointers);
        Assert.Empty((await gateway.Client.Get($"{car}/allocations")).Items);
    }

    [Fact]
    public async Task Allocations_back_to_back_do_not_overlap()
    {
        var car = await gateway.Client.Create();
        var middle = (await gateway.Client.Allocate(car, Ten, Eleven)).Expect(201);
        var after = (await gateway.Client.Allocate(car, Eleven, null)).Expect(201);
        var before = (await gateway.Client.Allocate(car, null, Ten)).Expect(201);

        var listed = (await gateway.Client.Get($"{car}/allocations")).Expect(200).Items;
        Assert.Equal([before.Id, middle.Id, after.Id], listed.Select(a => a.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "2026-12-01T10:00:00.000001Z")]
    [InlineData("2026-12-01T11:59:59.999999Z", null)]
    [InlineData(Ten, Twelve)]
    [InlineData("2026-12-01T10:30:00Z", "2026-12-01T11:30:00Z")]
    [InlineData("2026-12-01T11:00:00Z", "2026-12-01T11:00:00.000001Z")]
    [InlineData("2026-12-01T12:59:00+01:00", "2026-12-01T14:00:00+01:00")]
    public async Task An_overlap_is_refused_and_names_what_is_in_the_way(string? from, string? to)
    {
        var car = await gateway.Client.Create();
        var taken = (await gateway.Client.Allocate(car, Ten, Twelve)).Expect(201);

        var refusal = (await gateway.Client.Allocate(car, from, to)).ExpectProblem(409, "overlap");

        Assert.Equal([taken.Json.GetRawText()], refusal["conflicts"].EnumerateArray().Select(c => c.GetRawText()));
        Assert.Single((await gateway.Client.Get($"{car}/allocations")).Items);
    }

    [Fact]
    public async Task Conflicts_are_all_those_in_the_way_by_start_and_no_others()
    {
        var car = await gateway.Client.Create();
        List<string> ids = [];
        foreach (var hour in new[] { 14, 10, 18, 12, 16 })
            ids.Add((await gateway.Client.Allocate(car, $"2026-12-01T{hour}:00:00Z", $"2026-12-01T{hour + 1}:00:00Z")).Expect(201).Id);

        var refusal = (await gateway.Client.Allocate(car, "2026-12-01T11:00:00Z", "2026-12-01T16:00:00.000001Z")).ExpectProblem(409, "overlap");

        Assert.Equal([ids[3], ids[0], ids[4]], refusal.Conflicts);
    }

    private Task<Answer> Post(string car, string bounds)
    {
        var body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(bounds)!;
        body["allocation_type"] = JsonSerializer.SerializeToElement("booking");
        return gateway.Client.Post($"{car}/allocations", body);
    }
}
