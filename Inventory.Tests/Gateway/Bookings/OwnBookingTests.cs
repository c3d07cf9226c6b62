using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Bookings;

/// <summary>A customer sees its own bookings, account and invoices, and no others.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class OwnBookingTests(SecuredGateway gateway)
{
    [Fact]
    public async Task What_a_customer_books_another_does_not_see()
    {
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        var body = new { items = new[] { new { resource = car["/api/".Length..], from_datetime = "2027-12-01T10:00:00Z", to_datetime = "2027-12-01T11:00:00Z" } } };
        var held = (await gateway.Client.Post("/api/bookings", body, As(gateway.Customer))).Expect(201);
        var me = (await gateway.Client.Get("/api/users/me", As(gateway.Customer))).Expect(200);
        Assert.Equal(me.Id, held["customer"].GetString());
        (await gateway.Client.Get(held.Location!, As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete(held.Location!, As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        (await Confirm(held, gateway.OtherCustomer)).ExpectProblem(404, "not-found");
        // In the calendar it is the customer's own, and taken for others.
        var timeline = $"/api/cars/timeline?resource={car[(car.LastIndexOf('/') + 1)..]}";
        foreach (var (token, isOwn) in new[] { (gateway.Customer, true), (gateway.OtherCustomer, false) })
            Assert.Equal(isOwn, (await gateway.Client.Get(timeline, As(token))).Expect(200)["rows"][0].GetProperty("allocations")[0].TryGetProperty("id", out _));
        var conflict = (await gateway.Client.Post("/api/bookings", body, As(gateway.OtherCustomer))).ExpectProblem(409, "overlap")["conflicts"][0];
        Assert.False(conflict.TryGetProperty("id", out _));

        var invoice = (await Confirm(held, gateway.Customer)).Expect(200)["invoice"].GetString();
        (await gateway.Client.Get($"/api/invoices/{invoice}", As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        (await gateway.Client.Get($"/api/account?customer={me.Id}", As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
        Assert.Equal("13.00", (await gateway.Client.Get("/api/account", As(gateway.Customer))).Expect(200)["balance"].GetString());
        (await gateway.Client.Post("/api/payments", new { customer = me.Id, amount = "13.00", method = "card", reference = "4711" }, As(gateway.Operator))).Expect(201);
        Assert.Equal("0.00", (await gateway.Client.Get($"/api/invoices/{invoice}", As(gateway.Customer))).Expect(200)["due"].GetString());
        Assert.Equal("0.00", (await gateway.Client.Get($"/api/account?customer={me.Id}", As(gateway.Operator))).Expect(200)["balance"].GetString());
    }

    [Fact]
    public async Task A_customer_books_so_far_ahead_and_no_further() =>
        (await gateway.Client.Post("/api/bookings", """{"items":[{"type":"cars","from_datetime":"2046-12-01T10:00:00Z","to_datetime":"2046-12-01T11:00:00Z"}]}""", As(gateway.Customer)))
            .ExpectProblem(409, "booking-limit");

    [Fact]
    public async Task An_operator_and_a_program_book_and_allocate_for_a_customer()
    {
        var id = (await gateway.Client.Get("/api/users/me", As(gateway.OtherCustomer))).Expect(200).Id;
        foreach (var (n, token) in new[] { gateway.Operator, gateway.Keys["allocations"] }.Index())
        {
            var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
            var runway = (await gateway.Client.Post("/api/runways", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
            // Without the limits of customers.
            var (from, to) = ($"204{n}-12-01T10:00:00Z", $"204{n}-12-01T11:00:00Z");
            var booked = (await gateway.Client.Post("/api/bookings", new { customer = id.ToUpperInvariant(), items = new[] { new { resource = car["/api/".Length..], from_datetime = from, to_datetime = to } } }, As(token))).Expect(201);
            Assert.Equal(id, booked["customer"].GetString());
            (await Confirm(booked, gateway.OtherCustomer)).Expect(200);
            Assert.Equal(booked.Id, (await gateway.Client.Get("/api/bookings", As(gateway.OtherCustomer))).Expect(200).Items[^1].GetProperty("id").GetString());
            var made = (await gateway.Client.Post($"{runway}/allocations", new { customer = id, from_datetime = from, to_datetime = to, allocation_type = "booking" }, As(token))).Expect(201);
            Assert.Equal(made.Id, Assert.Single((await gateway.Client.Get($"{runway}/allocations", As(gateway.OtherCustomer))).Expect(200).Items).GetProperty("id").GetString());
            Assert.Empty((await gateway.Client.Get($"{runway}/allocations", As(gateway.Customer))).Expect(200).Items);
            foreach (var nobody in new[] { Guid.NewGuid().ToString(), "ann", "" })
            {
                (await gateway.Client.Post($"{runway}/allocations", new { customer = nobody, from_datetime = from, to_datetime = to, allocation_type = "booking" }, As(token))).ExpectFaults("#/customer");
                (await gateway.Client.Post("/api/bookings", new { customer = nobody, items = new[] { new { type = "cars", from_datetime = from, to_datetime = to } } }, As(token))).ExpectFaults("#/customer");
            }
        }
    }

    [Fact]
    public async Task A_customer_books_for_itself_alone()
    {
        var me = (await gateway.Client.Get("/api/users/me", As(gateway.Customer))).Expect(200).Id;
        var other = (await gateway.Client.Get("/api/users/me", As(gateway.OtherCustomer))).Expect(200).Id;
        var car = (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
        (await BookAsync(other)).ExpectProblem(403, "forbidden");
        (await BookAsync(Guid.NewGuid().ToString())).ExpectProblem(403, "forbidden");
        (await BookAsync(me)).Expect(201);

        Task<Answer> BookAsync(string customer) => gateway.Client.Post(
            "/api/bookings", new { customer, items = new[] { new { resource = car["/api/".Length..], from_datetime = "2027-12-01T10:00:00Z", to_datetime = "2027-12-01T11:00:00Z" } } }, As(gateway.Customer));
    }

    private Task<Answer> Confirm(Answer held, string token) => gateway.Client.Send(HttpMethod.Post, $"{held.Location}/confirm", null, As(token));
}
