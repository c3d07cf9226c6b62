namespace Inventory.Tests.Gateway.Hosting;

/// <summary>What a client of InvSys does in a day.</summary>
public sealed class StoryTests
{
    private const string Airport = """
        {"from_datetime":"2026-12-01T10:00:00","to_datetime":"2026-12-01T12:00:00","allocation_type":"booking","description":"to the airport","dump":{"customer":"c-17","price":1.10}}
        """;

    [Fact]
    public async Task A_client_of_invsys_books_and_cancels_and_finds_everything_again_after_a_restart()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var garage = await Open(gateway.Client);
        var bookings = await Book(gateway.Client, garage);
        var painted = await Change(gateway.Client, garage, bookings);

        await gateway.StopAsync();
        await gateway.StartAgainAsync();

        await FindAgain(gateway.Client, garage, bookings, painted);
        await GoOn(gateway.Client, garage);
        await gateway.StopAsync();
    }

    private static async Task<Garage> Open(GatewayClient client)
    {
        var car1 = (await client.Post("/api/cars", new { name = "Car1", attributes = new { colour = "red", seats = 4 } })).Expect(201);
        var car2 = (await client.Post("/api/cars", new { name = "Car2" })).Expect(201);
        var runway = (await client.Post("/api/runways", new { name = "09L/27R" })).Expect(201);
        (await client.Post("/api/cars", new { name = "Car1" })).ExpectProblem(409, "name-taken");
        Assert.Equal([car1.Text, car2.Text], (await client.Get("/api/cars")).Items.Select(r => r.GetRawText()));
        return new(car1, car2, runway);
    }

    private static async Task<Bookings> Book(GatewayClient client, Garage garage)
    {
        var (car1, car2, runway) = (garage.Car1.Location!, garage.Car2.Location!, garage.Runway.Location!);
        var airport = (await client.Post($"{car1}/allocations", Airport)).Expect(201);
        Assert.Equal("2026-12-01T10:00:00Z", airport["from_datetime"].GetString());
        var maintenance = (await client.Post($"{car1}/allocations", """{"from_datetime":"2027-01-01T00:00:00","to_infinity":true,"allocation_type":"maintenance"}"""))
            .Expect(201);

        // Somebody comes too late, and takes the other car.
        var refusal = (await client.Allocate(car1, "2026-12-01T11:00:00Z", "2027-01-02T00:00:00Z")).ExpectProblem(409, "overlap");
        Assert.Equal([airport.Id, maintenance.Id], refusal.Conflicts);
        (await client.Allocate(car2, "2026-12-01T11:00:00Z", "2027-01-02T00:00:00Z")).Expect(201);

        (await client.Allocate(runway, "2026-12-01T10:05:00Z", "2026-12-01T10:25:00Z")).ExpectProblem(422, "off-slot");
        var landing = (await client.Allocate(runway, "2026-12-01T10:00:00Z", "2026-12-01T10:30:00Z")).Expect(201);
        var cancelled = (await client.Allocate(car1, "2026-12-01T12:00:00Z", "2026-12-01T14:00:00Z")).Expect(201);
        return new(airport, maintenance, landing, cancelled);
    }

    /// <summary>A booking is cancelled, one car painted, the other sold.</summary>
    /// <returns>The painted car.</returns>
    private static async Task<Answer> Change(GatewayClient client, Garage garage, Bookings bookings)
    {
        (await client.Delete(bookings.Cancelled.Location!)).Expect(204);
        (await client.Delete(garage.Car2.Location!)).ExpectProblem(409, "resource-in-use");
        (await client.Delete($"{garage.Car2.Location}?force=true")).Expect(204);
        return (await client.Patch(garage.Car1.Location!, """{"attributes":{"colour":"green","seats":null}}""", ("If-Match", garage.Car1.ETag!))).Expect(200);
    }

    private static async Task FindAgain(GatewayClient client, Garage garage, Bookings bookings, Answer painted)
    {
        Assert.Equal([painted.Text], (await client.Get("/api/cars")).Items.Select(r => r.GetRawText()));
        var car = (await client.Get(garage.Car1.Location!)).Expect(200);
        Assert.Equal(("""{"colour":"green"}""", painted.ETag), (car["attributes"].GetRawText(), car.ETag));

        var listed = (await client.Get($"{garage.Car1.Location}/allocations")).Items.Select(a => a.GetRawText());
        Assert.Equal([bookings.Airport.Text, bookings.Maintenance.Text], listed);
        foreach (var booking in new[] { bookings.Airport, bookings.Maintenance, bookings.Landing })
        {
            var again = (await client.Get(booking.Location!)).Expect(200);
            Assert.Equal((booking.Text, booking.ETag), (again.Text, again.ETag));
        }

        (await client.Get(bookings.Cancelled.Location!)).ExpectProblem(404, "not-found");
        (await client.Get(garage.Car2.Location!)).ExpectProblem(404, "not-found");
        (await client.Patch(garage.Car1.Location!, "{}", ("If-Match", garage.Car1.ETag!))).ExpectProblem(412, "precondition-failed");
    }

    private static async Task GoOn(GatewayClient client, Garage garage)
    {
        (await client.Allocate(garage.Car1.Location!, "2026-12-01T11:00:00Z", null)).ExpectProblem(409, "overlap");
        (await client.Allocate(garage.Car1.Location!, "2026-12-01T12:00:00Z", "2026-12-01T14:00:00Z")).Expect(201);
        var successor = (await client.Post("/api/cars", new { name = "Car2" })).Expect(201);
        Assert.NotEqual(garage.Car2.Id, successor.Id);
        Assert.Equal([garage.Car1.Id, successor.Id], (await client.Get("/api/cars")).Items.Select(r => r.GetProperty("id").GetString()));
    }

    private sealed record Garage(Answer Car1, Answer Car2, Answer Runway);

    private sealed record Bookings(Answer Airport, Answer Maintenance, Answer Landing, Answer Cancelled);
}
