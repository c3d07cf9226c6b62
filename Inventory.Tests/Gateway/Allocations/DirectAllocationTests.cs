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

    [Fact]
    public async Task What_is_allocated_directly_counts_as_bookings_do()
    {
        await using var own = await InProcessGateway.StartAsync(
            "--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", SecuredGateway.Password,
            "--Inventory:Bookings:MaxBookings", "2", "--Inventory:Bookings:MaxHeldHours", "1");
        var root = SecuredGateway.As((await own.Client.Post("/api/users/login", new { username = "root", password = SecuredGateway.Password })).Expect(200)["token"].GetString()!);
        await own.Client.RegisterAsync("ann");
        var ann = SecuredGateway.As((await own.Client.Post("/api/users/login", new { username = "ann", password = SecuredGateway.Password })).Expect(200)["token"].GetString()!);
        var runway = (await own.Client.Post("/api/runways", new { name = "R1" }, root)).Expect(201).Location!;

        var hold = (await own.Client.Post($"{runway}/allocations", At(1, 3_600), ann)).Expect(201);
        (await own.Client.Post($"{runway}/allocations", At(1), ann)).ExpectProblem(409, "overlap");
        (await own.Client.Post("/api/runways/allocations", At(2, 1), ann)).ExpectProblem(409, "booking-limit");
        (await own.Client.Post($"{hold.Location}/confirm", "", ann)).Expect(200);
        (string, string) key = ("Idempotency-Key", "k");
        var any = (await own.Client.Post("/api/runways/allocations", At(2), ann, key)).Expect(201);
        (await own.Client.Post($"{runway}/allocations", At(3), ann)).ExpectProblem(409, "booking-limit");
        Assert.Equal(any.Text, (await own.Client.Post("/api/runways/allocations", At(2), ann, key)).Expect(201).Text);
        (await own.Client.Patch(any.Location!, new { from_datetime = "2027-03-01T08:00:00Z", to_datetime = "2027-03-01T09:00:00Z" }, ann)).Expect(200);
        (await own.Client.Delete(hold.Location!, ann)).Expect(204);
        (await own.Client.Post($"{runway}/allocations", At(3), ann)).Expect(201);
        (await own.Client.Post($"{runway}/allocations", At(4), ann)).ExpectProblem(409, "booking-limit");
        (await own.Client.Post($"{runway}/allocations", At(4), root)).Expect(201);

        static object At(int hour, int? hold = null) =>
            new { from_datetime = $"2027-03-01T1{hour}:00:00Z", to_datetime = $"2027-03-01T1{hour}:30:00Z", allocation_type = "booking", hold_seconds = hold };
    }

    [Fact]
    public async Task What_a_customer_allocates_directly_does_not_begin_in_the_past()
    {
        var runway = await NewAsync("runways");
        var past = new { from_datetime = "2020-03-01T10:00:00Z", to_datetime = "2027-03-01T11:00:00Z", allocation_type = "booking" };
        (await gateway.Client.Post($"{runway}/allocations", past, Customer)).ExpectFaults("#/from_datetime");
        (await gateway.Client.Post("/api/runways/allocations", past, Customer)).ExpectFaults("#/from_datetime");
        (await gateway.Client.Post($"{runway}/allocations", past, Operator)).Expect(201);
    }

    private async Task<string> NewAsync(string path) => (await gateway.Client.Post($"/api/{path}", new { name = GatewayClient.NewName() }, Operator)).Expect(201).Location!;
}
