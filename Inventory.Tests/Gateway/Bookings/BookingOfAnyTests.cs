namespace Inventory.Tests.Gateway.Bookings;

/// <summary>Bookings of any resource of a type: on a gateway of their own, where nobody else makes resources.</summary>
public sealed class BookingOfAnyTests
{
    private const string From = "2036-12-01T10:00:00Z";
    private const string To = "2036-12-02T10:00:00Z";

    [Fact]
    public async Task Where_none_is_free_the_refusal_says_when_one_is()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        (await BookTruckAsync(gateway.Client)).ExpectProblem(409, "none-available");
        var truck = await gateway.Client.Create("trucks");
        var booked = (await BookTruckAsync(gateway.Client)).Expect(201);
        Assert.Equal(truck["/api/".Length..], booked["items"][0].GetProperty("resource").GetString());

        var refused = (await BookTruckAsync(gateway.Client)).ExpectProblem(409, "none-available");
        Assert.Equal(To, refused["alternatives"][0].GetProperty("from").GetString());
    }

    private static Task<Answer> BookTruckAsync(GatewayClient client) =>
        client.Post("/api/bookings", new { items = new[] { new { type = "trucks", from_datetime = From, to_datetime = To } } });
}
