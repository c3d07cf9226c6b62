namespace Inventory.Tests.Gateway.Api;

/// <summary>RFC 9110, 9.3.2: HEAD answers as GET does, without the body.</summary>
public sealed class HeadTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("/api/types")]
    [InlineData("/api/runways")]
    [InlineData("/api/runways?limit=1")]
    [InlineData("/api/runways?limit=0")]
    [InlineData("/api/devices?attributes.device_type=light")]
    [InlineData("/api/runways/available")]
    [InlineData("{runway}")]
    [InlineData("{runway}?as_of=tomorrow")]
    [InlineData("{runway}/history")]
    [InlineData("{runway}/free")]
    [InlineData("{runway}/slots?from=2036-12-01T10:00:00Z&to=2036-12-01T11:00:00Z")]
    [InlineData("{runway}/slots")]
    [InlineData("{runway}/allocations")]
    [InlineData("{runway}/allocations?limit=1")]
    [InlineData("{allocation}")]
    [InlineData("{allocation}/confirm")]
    [InlineData("/api/events?after=x")]
    [InlineData("/api/planes")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/nothing")]
    [InlineData("/")]
    [InlineData("/problems")]
    [InlineData("/problems/overlap")]
    [InlineData("/nothing")]
    public async Task Head_has_the_status_and_the_headers_of_get_and_no_body(string path)
    {
        var runway = await gateway.Client.Create("runways");
        var allocation = (await gateway.Client.Allocate(runway, "2036-12-01T10:00:00Z", "2036-12-01T11:00:00Z")).Expect(201);
        (await gateway.Client.Allocate(runway, "2036-12-01T11:00:00Z", "2036-12-01T12:00:00Z")).Expect(201);
        path = path.Replace("{runway}", runway, StringComparison.Ordinal).Replace("{allocation}", allocation.Location, StringComparison.Ordinal);
        var (get, head) = (await gateway.Client.Get(path), await gateway.Client.Send(HttpMethod.Head, path));
        Assert.Equal(get.Status, head.Status);
        Assert.Equal(Headers(get), Headers(head));
        Assert.Empty(head.Body);
    }

    [Fact]
    public async Task Head_knows_what_the_client_has()
    {
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() })).Expect(201);
        var head = await gateway.Client.Send(HttpMethod.Head, car.Location!, null, ("If-None-Match", car.ETag!));
        Assert.Equal((304, car.ETag), (head.Status, head.ETag));
    }

    [Fact]
    public async Task Head_of_the_stream_of_events_does_not_listen()
    {
        var head = await gateway.Client.Send(HttpMethod.Head, "/api/events", null, ("Accept", "text/event-stream"));
        Assert.Equal((200, "text/event-stream", 0), (head.Status, head.ContentType, head.Body.Length));
    }

    // When it was asked differs; and what is not known before the body is made need not be told.
    private static IEnumerable<string> Headers(Answer answer) =>
        answer.Headers.Where(h => h.Key is not ("Date" or "Transfer-Encoding")).SelectMany(h => h, (h, value) => $"{h.Key}: {value}").Order(StringComparer.Ordinal);
}
