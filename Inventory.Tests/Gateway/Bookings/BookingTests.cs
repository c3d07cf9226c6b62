using System.Text.Json;
using Inventory.Tests.Gateway.Events;

namespace Inventory.Tests.Gateway.Bookings;

public sealed class BookingTests(SharedGateway gateway)
{
    private const string From = "2036-12-01T10:00:00Z";
    private const string To = "2036-12-02T10:00:00Z";

    [Fact]
    public async Task A_booking_is_held_confirmed_invoiced_and_cancelled()
    {
        var (first, second) = (await gateway.Client.Create(), await gateway.Client.Create());
        var held = (await Book(Item(first), Item(second))).Expect(201);
        Assert.Equal(("held", "108.00", "EUR"), (held["status"].GetString(), held["total"].GetString(), held["currency"].GetString()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String), (held["invoice"].ValueKind, held["expires"].ValueKind));
        var allocation = held["items"][0].GetProperty("allocation_id").GetString();
        Assert.Equal("held", (await gateway.Client.Get($"{first}/allocations/{allocation}")).Expect(200)["status"].GetString());
        Assert.Equal(first, $"/api/{held["items"][0].GetProperty("resource").GetString()}");

        var read = (await gateway.Client.Get(held.Location!)).Expect(200);
        Assert.Equal(held.Text, read.Text);
        Assert.Equal(304, (await gateway.Client.Get(held.Location!, ("If-None-Match", held.ETag!))).Status);
        var firm = (await gateway.Client.Post($"{held.Location}/confirm", "")).Expect(200);
        Assert.Equal("confirmed", firm["status"].GetString());
        Assert.Equal(firm.Text, (await gateway.Client.Post($"{held.Location}/confirm", "")).Expect(200).Text);
        Assert.Equal("firm", (await gateway.Client.Get($"{first}/allocations/{allocation}")).Expect(200)["status"].GetString());
        Assert.Contains(held.Id, (await gateway.Client.Pages("/api/bookings?limit=5")).SelectMany(page => page.Items).Select(b => b.GetProperty("id").GetString()));

        (await gateway.Client.Delete(held.Location!, ("If-Match", held.ETag!))).ExpectProblem(412, "precondition-failed");
        var cancelled = (await gateway.Client.Delete(held.Location!, ("If-Match", firm.ETag!))).Expect(200);
        Assert.Equal(("cancelled", "108.00"), (cancelled["status"].GetString(), cancelled["refund"].GetString()));
        (await gateway.Client.Get($"{first}/allocations/{allocation}")).ExpectProblem(404, "not-found");
        (await gateway.Client.Post($"{held.Location}/confirm", "")).ExpectProblem(409, "booking-cancelled");
        Assert.Equal(cancelled.Text, (await gateway.Client.Delete(held.Location!)).Expect(200).Text);
        await HasInvoices(firm["invoice"].GetString()!, cancelled["credit_note"].GetString()!);
    }

    [Fact]
    public async Task An_item_that_is_not_to_be_had_is_named_and_nothing_is_held()
    {
        var (free, taken) = (await gateway.Client.Create(), await gateway.Client.Create());
        var other = (await gateway.Client.Allocate(taken, From, To)).Expect(201);
        var refused = (await Book(Item(free), Item(taken))).ExpectProblem(409, "overlap");
        Assert.Equal([other.Id], refused.Conflicts);
        Assert.Equal("#/items/1", refused["errors"][0].GetProperty("pointer").GetString());
        Assert.Equal(3, refused["alternatives"].GetArrayLength());
        Assert.Empty((await gateway.Client.Get($"{free}/allocations")).Expect(200).Items);
        (await Book(new { type = "launchpads", from_datetime = From, to_datetime = To })).ExpectProblem(422, "off-slot");
        (await Book(new { type = "runways", from_datetime = From, to_datetime = To })).ExpectProblem(422, "no-tariff");
        (await Book(Item($"/api/cars/{Guid.NewGuid()}"))).ExpectFaults("#/items/0/resource");
        (await gateway.Client.Get($"/api/bookings/{Guid.NewGuid()}")).ExpectProblem(404, "not-found");
        (await gateway.Client.Delete($"/api/bookings/{Guid.NewGuid()}")).ExpectProblem(404, "not-found");
        (await gateway.Client.Post($"/api/bookings/{Guid.NewGuid()}/confirm", "")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_with_every_fault()
    {
        var car = (await gateway.Client.Create())["/api/".Length..];
        (await gateway.Client.Post("/api/bookings", "{}")).ExpectFaults("#/items");
        (await gateway.Client.Post("/api/bookings", """{"items":[],"hold_seconds":0}""")).ExpectFaults("#/items", "#/hold_seconds");
        (await Book(new { }, new { resource = car, type = "cars", from_datetime = To, to_datetime = From }, new { type = "boats", from_datetime = "noon" }))
            .ExpectFaults("#/items/0", "#/items/0/from_datetime", "#/items/0/to_datetime", "#/items/1", "#/items/1/to_datetime",
                "#/items/2/type", "#/items/2/from_datetime", "#/items/2/to_datetime");
        (await Book(new { resource = "cars/1", from_datetime = From, to_datetime = To })).ExpectFaults("#/items/0/resource");
        (await Book(new { resource = car, from_datetime = "0001-01-01T00:00:00Z", to_datetime = To })).ExpectFaults("#/items/0/to_datetime");
        (await gateway.Client.Post("/api/bookings", """{"items":[null]}""")).ExpectFaults("#/items/0", "#/items/0/from_datetime", "#/items/0/to_datetime");
        (await gateway.Client.Post("/api/bookings", """{"items":1}""")).ExpectProblem(400, "malformed");
    }

    [Fact]
    public async Task A_request_that_is_sent_again_is_answered_as_at_first()
    {
        var car = await gateway.Client.Create();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var body = JsonSerializer.Serialize(new { items = new[] { Item(car) } });
        var held = (await gateway.Client.Post("/api/bookings", body, key)).Expect(201);
        (await gateway.Client.Post($"{held.Location}/confirm", "")).Expect(200);
        var again = (await gateway.Client.Post("/api/bookings", body, key)).Expect(201);
        Assert.Equal((held.Text, held.ETag, held.Location), (again.Text, again.ETag, again.Location));
        Assert.Single((await gateway.Client.Get($"{car}/allocations")).Expect(200).Items);
        (await gateway.Client.Post("/api/bookings", body.Replace("}]}", "}],\"hold_seconds\":60}", StringComparison.Ordinal), key)).ExpectProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Past_the_expiry_it_is_410_and_the_time_is_free()
    {
        var car = await gateway.Client.Create();
        await using var events = await EventListener.OpenAsync(gateway.Address);
        var held = (await gateway.Client.Post("/api/bookings", new { items = new[] { Item(car) }, hold_seconds = 1 })).Expect(201);
        await events.UntilAsync("inventory.released", held["items"][0].GetProperty("allocation_id").GetString()!);
        Assert.Equal("expired", (await gateway.Client.Get(held.Location!)).Expect(200)["status"].GetString());
        (await gateway.Client.Post($"{held.Location}/confirm", "")).ExpectProblem(410, "hold-expired");
        (await gateway.Client.Allocate(car, From, To)).Expect(201);
    }

    [Fact]
    public async Task A_payment_settles_what_is_due_and_is_recorded_once()
    {
        var customer = await gateway.Client.RegisterAsync();
        var account = $"/api/account?customer={Uri.EscapeDataString(customer)}";
        Assert.Equal("0.00", (await gateway.Client.Get(account)).Expect(200)["balance"].GetString());
        var key = ("Idempotency-Key", "transfer 17");
        var body = new { customer, amount = "12.34", method = "transfer", reference = "<17> 'ü" };
        var paid = (await gateway.Client.Post("/api/payments", body, key)).Expect(201);
        Assert.Equal(("payment", "-12.34", "transfer, <17> 'ü"), (paid["kind"].GetString(), paid["amount"].GetString(), paid["text"].GetString()));
        Assert.Equal(paid.Text, (await gateway.Client.Post("/api/payments", body, key)).Expect(201).Text);
        (await gateway.Client.Post("/api/payments", new { customer, amount = "1.00", method = "cash" }, key)).ExpectProblem(422, "idempotency-key-reused");
        var standing = (await gateway.Client.Get(account)).Expect(200);
        Assert.Equal(("-12.34", 1), (standing["balance"].GetString(), standing["entries"].GetArrayLength()));
        (await gateway.Client.Post("/api/payments", """{"amount":"0.001","method":"gold"}""")).ExpectFaults("#/customer", "#/amount", "#/method");
        (await gateway.Client.Get("/api/account?limit=0")).ExpectFaults("?limit");
    }

    private async Task HasInvoices(string invoice, string note)
    {
        var read = (await gateway.Client.Get($"/api/invoices/{note}")).Expect(200);
        Assert.Equal(("-108.00", invoice), (read["total"].GetString(), read["corrects"].GetString()));
        var page = await gateway.Client.Get($"/api/invoices/{invoice}", ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.ContentType));
        Assert.Contains($"Invoice {invoice}", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("108.00", page.Text, StringComparison.Ordinal);
        (await gateway.Client.Get("/api/invoices/2026-999999")).ExpectProblem(404, "not-found");
        var list = (await gateway.Client.Pages("/api/invoices?limit=3")).SelectMany(p => p.Items).Select(i => i.GetProperty("id").GetString()).ToList();
        Assert.Contains(invoice, list);
        Assert.Contains(note, list);
    }

    private static object Item(string resource) => new { resource = resource["/api/".Length..], from_datetime = From, to_datetime = To };

    private Task<Answer> Book(params object[] items) => gateway.Client.Post("/api/bookings", new { items });
}
