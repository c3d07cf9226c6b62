using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Allocations;

/// <summary>What a customer cannot take past the prices and limits of bookings.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class DirectAllocationTests(SecuredGateway gateway)
{
    private static readonly object Hour = new { from_datetime = "2027-03-01T10:00:00Z", to_datetime = "2027-03-01T11:00:00Z", allocation_type = "booking" };

    private (string, string) Customer => SecuredGateway.As(gateway.Customer);

    private (string, string) Operator => SecuredGateway.As(gateway.Operator);

    [Fact]
    public async Task What_has_a_tariff_a_customer_takes_by_a_booking_alone()
    {
        var car = await NewAsync("cars");
        (await gateway.Client.Post($"{car}/allocations", Hour, Customer)).ExpectProblem(403, "bookings-only");
        (await gateway.Client.Post("/api/cars/allocations", Hour, Customer)).ExpectProblem(403, "bookings-only");
        var booking = (await gateway.Client.Post("/api/bookings", new
        {
            items = new[] { new { resource = car["/api/".Length..], from_datetime = "2027-03-01T10:00:00Z", to_datetime = "2027-03-01T11:00:00Z" } },
        }, Customer)).Expect(201);
        var allocation = $"{car}/allocations/{booking["items"][0].GetProperty("allocation_id").GetString()}";
        (await gateway.Client.Post($"{allocation}/confirm", new { }, Customer)).ExpectProblem(403, "bookings-only");
        (await gateway.Client.Patch(allocation, new { to_infinity = true }, Customer)).ExpectProblem(403, "bookings-only");
        (await gateway.Client.Delete(allocation, Customer)).ExpectProblem(403, "bookings-only");
        Assert.Equal("held", (await gateway.Client.Get(booking.Location!, Customer)).Expect(200)["status"].GetString());
    }

    [Fact]
    public async Task Operators_and_programs_allocate_what_has_a_tariff()
    {
        var car = await NewAsync("cars");
        (await gateway.Client.Post($"{car}/allocations", Hour, Operator)).Expect(201);
        (await gateway.Client.Post("/api/cars/allocations", new { from_datetime = "2027-04-01T10:00:00Z", to_infinity = true, allocation_type = "repair" }, SecuredGateway.As(gateway.Keys["allocations"]))).Expect(201);
    }

    [Theory]
    [InlineData(null, null), InlineData("2027-03-01T10:00:00Z", null), InlineData(null, "2027-03-01T10:00:00Z"), InlineData("2027-03-01T10:00:00Z", "2099-03-01T10:00:00Z")]
    public async Task Where_there_is_no_tariff_a_customer_takes_nothing_for_ever(string? from, string? to)
    {
        var runway = await NewAsync("runways");
        var body = new { from_datetime = from, to_datetime = to, from_infinity = from is null, to_infinity = to is null, allocation_type = "booking" };
        (await gateway.Client.Post($"{runway}/allocations", body, Customer)).ExpectProblem(409, "booking-limit");
        (await gateway.Client.Post("/api/runways/allocations", body, Customer)).ExpectProblem(409, "booking-limit");
        (await gateway.Client.Post($"{runway}/allocations", body, Operator)).Expect(201);
    }

    [Fact]
    public async Task What_a_customer_has_taken_it_cannot_make_endless()
    {
        var runway = await NewAsync("runways");
        var mine = (await gateway.Client.Post($"{runway}/allocations", Hour, Customer)).Expect(201).Location!;
        (await gateway.Client.Patch(mine, new { to_infinity = true }, Customer)).ExpectProblem(409, "booking-limit");
        (await gateway.Client.Patch(mine, new { to_datetime = "2027-03-01T12:00:00Z" }, Customer)).Expect(200);
    }

    [Fact]
    public async Task A_customers_booking_does_not_begin_in_the_past()
    {
        var car = await NewAsync("cars");
        var past = new { items = new[] { new { resource = car["/api/".Length..], from_datetime = "2020-03-01T10:00:00Z", to_datetime = "2020-03-01T11:00:00Z" } } };
        (await gateway.Client.Post("/api/bookings", past, Customer)).ExpectFaults("#/items");
        (await gateway.Client.Post("/api/bookings", past, Operator)).Expect(201);
    }

    private async Task<string> NewAsync(string path) => (await gateway.Client.Post($"/api/{path}", new { name = GatewayClient.NewName() }, Operator)).Expect(201).Location!;
}
