using System.Text.Json;

namespace Inventory.Tests.Gateway.Availability;

/// <summary>One of several resources, in order of preference, and the earliest time in a window.</summary>
public sealed class AnyOfTests : IAsyncLifetime
{
    private InProcessGateway _gateway = null!;
    private string[] _cars = [];

    private GatewayClient Client => _gateway.Client;

    public async ValueTask InitializeAsync()
    {
        _gateway = await InProcessGateway.StartAsync();
        _cars = [await Client.Create(), await Client.Create(), await Client.Create()];
    }

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task The_first_that_is_free_is_allocated_in_the_order_of_the_request()
    {
        Assert.Equal(2, await AllocatedAsync(At(10, 12), 2, 0));
        Assert.Equal(0, await AllocatedAsync(At(10, 12), 2, 0));
        var refused = (await AllocateAsync(At(10, 12), 2, 0)).ExpectProblem(409, "none-available");
        Assert.Equal(["2036-12-01T08:00:00Z", "2036-12-01T12:00:00Z"], refused["alternatives"].EnumerateArray().Select(time => time.GetProperty("from").GetString()).Take(2));
        Assert.Equal(1, await AllocatedAsync(At(10, 12), 2, 1, 0));
    }

    [Fact]
    public async Task With_flex_the_earliest_time_is_allocated()
    {
        foreach (var car in _cars)
            (await Client.Allocate(car, "2036-12-01T08:00:00Z", "2036-12-01T09:30:00Z")).Expect(201);
        (await Client.Allocate(_cars[0], "2036-12-01T11:00:00Z", "2036-12-01T20:00:00Z")).Expect(201);
        var made = (await AllocateAsync(Flex("PT2H", 8, 18))).Expect(201);
        Assert.Equal(("2036-12-01T09:30:00Z", "2036-12-01T11:30:00Z"), (made["from_datetime"].GetString(), made["to_datetime"].GetString()));
        Assert.NotEqual(0, IndexOf(made));
        (await AllocateAsync(Flex("PT8H", 8, 18))).ExpectStatus(201);
        // What is left would end too late.
        var refused = (await AllocateAsync(Flex("PT9H", 8, 18))).ExpectProblem(409, "none-available");
        Assert.NotEmpty(refused["alternatives"].EnumerateArray());
    }

    [Fact]
    public async Task With_both_the_first_resource_that_has_a_time_gets_its_earliest()
    {
        (await Client.Allocate(_cars[0], "2036-12-01T08:00:00Z", "2036-12-01T15:00:00Z")).Expect(201);
        (await Client.Allocate(_cars[1], "2036-12-01T08:00:00Z", "2036-12-01T17:00:00Z")).Expect(201);
        var made = (await AllocateAsync(Flex("PT2H", 8, 18), 1, 0, 2)).Expect(201);
        Assert.Equal((0, "2036-12-01T15:00:00Z"), (IndexOf(made), made["from_datetime"].GetString()));
        Assert.Equal(2, IndexOf((await AllocateAsync(Flex("PT2H", 8, 18), 1, 0, 2)).Expect(201)));
    }

    [Fact]
    public async Task Many_who_ask_at_once_get_one_each_and_a_repeated_request_none_more()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => Client.Post("/api/cars/allocations", Body(Flex("PT1H", 8, 16), [0, 1, 2]), ("Idempotency-Key", $"{n}"))));
        Assert.Equal(24, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.ExpectProblem(409, "none-available"));
        foreach (var (n, first) in answers.Index().Where(answer => answer.Item.Status == 201))
            Assert.Equal(first.Text, (await Client.Post("/api/cars/allocations", Body(Flex("PT1H", 8, 16), [0, 1, 2]), ("Idempotency-Key", $"{n}"))).Expect(201).Text);
        foreach (var car in _cars)
            Assert.Equal(8, (await Client.Get($"{car}/allocations")).Expect(200).Items.Count);
    }

    [Fact]
    public async Task A_slot_type_gets_whole_slots()
    {
        var runway = await Client.Create("runways");
        var made = (await Client.Post("/api/runways/allocations", """{"duration":"PT1H","flex":{"earliest":"2036-12-01T08:10:00Z","latest":"2036-12-01T10:20:00Z"},"allocation_type":"landing"}""")).Expect(201);
        Assert.Equal("2036-12-01T08:30:00Z", made["from_datetime"].GetString());
        (await Client.Post("/api/runways/allocations", """{"duration":"PT40M","flex":{"earliest":"2036-12-01T08:00:00Z","latest":"2036-12-01T10:00:00Z"},"allocation_type":"landing"}""")).ExpectFaults("#/duration");
        (await Client.Delete(made.Location!)).Expect(204);
        (await Client.Delete(runway)).Expect(204);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_allocates_nothing()
    {
        const string Time = """
            "from_datetime":"2036-12-01T10:00:00Z","to_datetime":"2036-12-01T12:00:00Z"
            """;
        const string Nobody = "01960000-0000-7000-8000-0000000000aa";
        (string Body, string[] Pointers)[] cases =
        [
            ($$"""{"any_of":[],{{Time}}}""", ["#/any_of"]),
            ($$"""{"any_of":["car",null],{{Time}}}""", ["#/any_of/0", "#/any_of/1"]),
            ($$"""{"any_of":["{{Nobody}}"],{{Time}}}""", ["#/any_of"]),
            ($$"""{"any_of":["{{Nobody}}"],"attributes":{"a":1},{{Time}}}""", ["#/attributes"]),
            ("""{"duration":"PT1H"}""", ["#/flex/earliest", "#/flex/latest"]),
            ("""{"flex":{"earliest":"2036-12-01T10:00:00Z"}}""", ["#/flex/latest", "#/duration"]),
            ("""{"duration":"PT3H","flex":{"earliest":"2036-12-01T10:00:00Z","latest":"2036-12-01T12:00:00Z"}}""", ["#/flex/latest"]),
            ("""{"duration":"PT1H","flex":{"earliest":"2020-12-01T10:00:00Z","latest":"2020-12-01T12:00:00Z"}}""", ["#/flex/latest"]),
            ("""{"duration":"PT1H","flex":{"earliest":"2036-12-01T10:00:00Z","latest":"2036-12-01T12:00:00Z"},"to_datetime":"2036-12-01T12:00:00Z"}""", ["#/flex"]),
        ];
        foreach (var (body, pointers) in cases)
            (await Client.Post("/api/cars/allocations", body.Insert(1, "\"allocation_type\":\"booking\","))).ExpectFaults(pointers);
        foreach (var car in _cars)
            Assert.Empty((await Client.Get($"{car}/allocations")).Expect(200).Items);
    }

    private static object At(int from, int to) => new { from_datetime = $"2036-12-01T{from}:00:00Z", to_datetime = $"2036-12-01T{to}:00:00Z", allocation_type = "booking" };

    private static object Flex(string duration, int earliest, int latest) =>
        new { duration, flex = new { earliest = $"2036-12-01T{earliest:00}:00:00Z", latest = $"2036-12-01T{latest}:00:00Z" }, allocation_type = "booking" };

    private async Task<int> AllocatedAsync(object time, params int[] cars) => IndexOf((await AllocateAsync(time, cars)).Expect(201));

    private Task<Answer> AllocateAsync(object time, params int[] cars) => Client.Post("/api/cars/allocations", Body(time, cars));

    private string Body(object time, int[] cars)
    {
        var body = JsonSerializer.SerializeToNode(time)!.AsObject();
        if (cars.Length > 0)
            body["any_of"] = JsonSerializer.SerializeToNode(cars.Select(car => _cars[car].Split('/')[^1]));
        return body.ToJsonString();
    }

    private int IndexOf(Answer allocation) => Array.IndexOf(_cars, $"/api/cars/{allocation["resource_id"].GetString()}");
}
