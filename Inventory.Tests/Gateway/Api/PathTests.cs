namespace Inventory.Tests.Gateway.Api;

public sealed class PathTests(SharedGateway gateway)
{
    private const string Nobody = "00000000-0000-7000-8000-000000000000";

    private static readonly string[] Verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"];

    public static TheoryData<string, string> Methods => new()
    {
        { "/api/types", "GET, HEAD" },
        { "/api/cars", "GET, HEAD, POST" },
        { "/api/lorries", "GET, HEAD, POST" },
        { "/api/trucks", "GET, HEAD, POST" },
        { "/api/runways", "GET, HEAD, POST" },
        { "/api/launchpads", "GET, HEAD, POST" },
        { "/api/devices", "GET, HEAD, POST" },
        { "/api/cars/{id}", "DELETE, GET, HEAD, PATCH" },
        { "/api/cars/{id}/allocations", "GET, HEAD, POST" },
        { "/api/cars/{id}/allocations/{allocation}", "DELETE, GET, HEAD, PATCH" },
        { "/api/cars/{id}/allocations/{allocation}/confirm", "POST" },
        { "/api/cars/{id}/allocations/{allocation}/approve", "POST" },
        { "/api/cars/{id}/allocations/{allocation}/decline", "POST" },
        { "/api/cars/{id}/allocations/{allocation}/check-in", "POST" },
        { "/api/cars/{id}/allocations/{allocation}/check-out", "POST" },
        { "/api/approvals", "GET, HEAD" },
        { "/api/cars/{id}/series", "POST" },
        { "/api/cars/{id}/waiting", "GET, HEAD, POST" },
        { "/api/cars/{id}/waiting/{id}", "DELETE, GET, HEAD" },
        { "/api/cars/{id}/waiting/{id}/accept", "POST" },
        { "/api/cars/{id}/waiting/{id}/decline", "POST" },
        { "/api/cars/waiting", "GET, HEAD, POST" },
        { "/api/cars/waiting/{id}", "DELETE, GET, HEAD" },
        { "/api/cars/waiting/{id}/accept", "POST" },
        { "/api/cars/waiting/{id}/decline", "POST" },
        { "/api/series", "GET, HEAD" },
        { "/api/series/{id}", "DELETE, GET, HEAD, PATCH" },
        { "/api/series/{id}/occurrences/2026-12-01T09:00:00", "POST" },
        { "/api/cars/{id}/free", "GET, HEAD" },
        { "/api/cars/{id}/history", "GET, HEAD" },
        { "/api/cars/{id}/refusals", "GET, HEAD" },
        { "/api/cars/{id}/policy", "GET, HEAD, PUT" },
        { "/api/cars/{id}/policy/holidays", "PUT" },
        { "/api/cars/{id}/opening", "GET, HEAD" },
        { "/api/cars.csv", "GET, HEAD" },
        { "/api/cars/allocations.csv", "GET, HEAD" },
        { "/api/imports", "GET, HEAD, POST" },
        { "/api/imports/{id}", "DELETE, GET, HEAD" },
        { "/api/cars/{id}/calendar.ics", "GET, HEAD" },
        { "/api/cars/{id}/freebusy.ics", "GET, HEAD" },
        { "/api/users/me/calendar.ics", "GET, HEAD" },
        { "/api/calendar-tokens", "GET, HEAD, POST" },
        { "/api/cars/available", "GET, HEAD" },
        { "/api/cars/allocations", "POST" },
        { "/api/cars/allocations/{allocation}", "DELETE, GET, HEAD" },
        { "/api/cars/allocations/{allocation}/confirm", "POST" },
        { "/api/cars/allocations/{allocation}/bind", "POST" },
        { "/api/cars/allocations/{allocation}/check-in", "POST" },
        { "/api/events", "GET, HEAD" },
        { "/health/live", "GET, HEAD" },
        { "/health/ready", "GET, HEAD" },
        { "/openapi/v1.json", "GET, HEAD" },
        { "/docs", "GET, HEAD" },
        { "/docs/index.html", "GET, HEAD" },
        { "/", "GET, HEAD" },
        { "/problems", "GET, HEAD" },
        { "/problems/overlap", "GET, HEAD" },
    };

    [Theory, MemberData(nameof(Methods))]
    public async Task Another_method_is_refused_with_those_that_are_allowed(string path, string allowed)
    {
        var car = await gateway.Client.Create();
        var allocation = (await gateway.Client.Allocate(car, null, null)).Expect(201);
        path = path.Replace("{id}", car.Split('/')[^1], StringComparison.Ordinal).Replace("{allocation}", allocation.Id, StringComparison.Ordinal);
        foreach (var method in Verbs.Except(allowed.Split(", ")))
        {
            var answer = (await gateway.Client.Send(new HttpMethod(method), path)).ExpectProblem(405, "method-not-allowed");
            Assert.Equal(allowed, answer.Header("Allow"));
        }
        (await gateway.Client.Get(allocation.Location!)).Expect(200);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/planes")]
    [InlineData("/api/car")]
    [InlineData("/api/types/cars")]
    [InlineData("/api/planes/" + Nobody)]
    [InlineData("/api/cars/" + Nobody)]
    [InlineData("/api/cars/" + Nobody + "/allocations")]
    [InlineData("/api/cars/" + Nobody + "/allocations/" + Nobody)]
    [InlineData("/api/cars/" + Nobody + "/free")]
    [InlineData("/api/cars/" + Nobody + "/history")]
    [InlineData("/api/cars/" + Nobody + "/slots")]
    [InlineData("/api/cars/" + Nobody + "/nothing")]
    [InlineData("/api/devices/" + Nobody + "/allocations")]
    [InlineData("/api/devices/" + Nobody + "/allocations/" + Nobody)]
    [InlineData("/api/devices/" + Nobody + "/free")]
    [InlineData("/api/devices/" + Nobody + "/slots")]
    [InlineData("/api/devices/available")]
    [InlineData("/api/devices/allocations")]
    [InlineData("/api/cars/1")]
    [InlineData("/api/cars/null")]
    [InlineData("/api/cars/%20")]
    [InlineData("/api/cars/..%2Ftypes")]
    [InlineData("/api/cars/f%C3%BCr%20mich")]
    [InlineData("/api/cars/00000000-0000-7000-8000-00000000000")]
    [InlineData("/api/cars/00000000-0000-7000-8000-0000000000000")]
    [InlineData("/api/cars/00000000-0000-7000-8000-00000000000g")]
    [InlineData("/api/cars/00000000-0000-7000-8000-000000000000%0A")]
    [InlineData("/api/cars/1/allocations")]
    [InlineData("/api/cars/1/allocations/1")]
    [InlineData("/health")]
    [InlineData("/openapi")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/docs/nothing")]
    [InlineData("/docs/nothing.html")]
    [InlineData("/problems/nothing")]
    [InlineData("/favicon.ico")]
    [InlineData("/appsettings.json")]
    [InlineData("/index.html")]
    public async Task What_is_not_there_is_a_problem(string path)
    {
        (await gateway.Client.Get(path)).ExpectProblem(404, "not-found");
        (await gateway.Client.Get(path + "?a=b", ("Accept", "text/html"))).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_path_and_query_that_are_too_long_are_refused_with_a_reason()
    {
        (await gateway.Client.Get($"/api/cars?name={new string('x', 7_000)}")).Expect(200);
        (await gateway.Client.Get($"/api/cars?name={new string('x', 8_000)}")).ExpectProblem(414, "target-too-long");
        (await gateway.Client.Get($"/api/{new string('x', 60_000)}")).ExpectProblem(414, "target-too-long");
    }

    [Fact]
    public async Task Headers_that_are_too_long_are_refused_with_a_reason()
    {
        (await gateway.Client.Get("/api/cars", ("X-Long", new string('x', 15_000)))).Expect(200);
        (await gateway.Client.Get("/api/cars", ("X-Long", new string('x', 16_000)))).ExpectProblem(431, "headers-too-long");
        (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, ("Cookie", $"a={new string('x', 50_000)}"))).ExpectProblem(431, "headers-too-long");
    }

    [Fact]
    public async Task A_resource_is_not_there_under_another_type_in_any_way()
    {
        var car = await gateway.Client.Create();
        var allocation = (await gateway.Client.Allocate(car, "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z")).Expect(201).Location!;
        (await gateway.Client.Get($"{car}/allocations")).Expect(200);
        var lorry = car.Replace("cars", "lorries", StringComparison.Ordinal);
        var same = allocation.Replace("cars", "lorries", StringComparison.Ordinal);

        (await gateway.Client.Get(lorry)).ExpectProblem(404, "not-found");
        (await gateway.Client.Patch(lorry, new { name = "mine" })).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete($"{lorry}?force=true")).ExpectProblem(404, "not-found");
        (await gateway.Client.Get($"{lorry}/allocations")).ExpectProblem(404, "not-found");
        (await gateway.Client.Get($"{lorry}/allocations?from=2026-12-01T10:00:00Z")).ExpectProblem(404, "not-found");
        (await gateway.Client.Allocate(lorry, null, "2026-12-01T10:00:00Z")).ExpectProblem(404, "not-found");
        (await gateway.Client.Get(same)).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete(same)).ExpectProblem(404, "not-found");
        (await gateway.Client.Get(allocation)).Expect(200);
    }

    [Fact]
    public async Task An_allocation_is_not_there_under_another_resource()
    {
        var (car, other) = (await gateway.Client.Create(), await gateway.Client.Create());
        var allocation = (await gateway.Client.Allocate(car, null, null)).Expect(201);
        (await gateway.Client.Get($"{other}/allocations/{allocation.Id}")).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete($"{other}/allocations/{allocation.Id}")).ExpectProblem(404, "not-found");
        (await gateway.Client.Get(allocation.Location!)).Expect(200);
    }

    [Theory]
    [InlineData("POST", "/api/cars/" + Nobody + "/allocations")]
    [InlineData("PATCH", "/api/cars/" + Nobody)]
    [InlineData("DELETE", "/api/cars/" + Nobody)]
    [InlineData("DELETE", "/api/cars/" + Nobody + "/allocations/" + Nobody)]
    [InlineData("PATCH", "/api/cars/" + Nobody + "/allocations/" + Nobody)]
    [InlineData("POST", "/api/cars/" + Nobody + "/allocations/" + Nobody + "/confirm")]
    [InlineData("POST", "/api/devices/allocations")]
    [InlineData("POST", "/api/devices/" + Nobody + "/allocations")]
    [InlineData("POST", "/api/planes/allocations")]
    [InlineData("POST", "/api/planes")]
    [InlineData("PATCH", "/api/cars/1")]
    [InlineData("DELETE", "/api/cars/1/allocations/1")]
    public async Task Nothing_can_be_done_to_what_is_not_there(string method, string path)
    {
        var body = method == "DELETE" ? null : GatewayClient.Raw("""{"from_infinity":true,"to_infinity":true,"allocation_type":"a"}""");
        (await gateway.Client.Send(new HttpMethod(method), path, body)).ExpectProblem(404, "not-found");
    }
}
