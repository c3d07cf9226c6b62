using Inventory.Tests.Gateway.Security;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Bookings;

/// <summary>PATCH of a booking, by the customer that made it.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class BookingChangeTests(SecuredGateway gateway) : IAsyncLifetime
{
    private const string From = "2035-12-03T10:00:00Z";
    private const string To = "2035-12-03T12:00:00Z";

    // Of its own: other tests look at what their customer owes.
    private string _customer = "";

    public async ValueTask InitializeAsync() => _customer = await gateway.NewTokenAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_a_dry_run_says_is_what_the_change_then_costs()
    {
        var (car, other) = (await CreateAsync(), await CreateAsync());
        var booking = await ConfirmedAsync(car);
        Assert.Equal("21.00", booking["total"].GetString());
        var longer = new { items = new[] { new { to_datetime = "2035-12-03T13:00:00Z" } } };
        var said = (await ChangeAsync(booking, longer, "?dry_run=true")).Expect(200);
        Assert.Equal(("8.00", "29.00", "confirmed"), (said["difference"].GetString(), said["total"].GetString(), said["status"].GetString()));
        Assert.Equal(booking.Text, (await gateway.Client.Get(PathOf(booking), As(_customer))).Text);
        var changed = (await ChangeAsync(booking, longer, "", ("If-Match", booking.ETag!))).Expect(200);
        Assert.Equal((said["difference"].GetString(), said["total"].GetString()), (changed["difference"].GetString(), changed["total"].GetString()));
        var invoice = (await gateway.Client.Get($"/api/invoices/{changed["change_invoice"].GetString()}", As(_customer))).Expect(200);
        Assert.Equal("8.00", invoice["total"].GetString());
        (await ChangeAsync(booking, longer, "", ("If-Match", booking.ETag!))).ExpectProblem(412, "precondition-failed");
        Assert.Equal("0.00", (await ChangeAsync(booking, longer)).Expect(200)["difference"].GetString());

        var moved = (await ChangeAsync(booking, new { items = new[] { new { resource = other["/api/".Length..], to_datetime = To } } })).Expect(200);
        Assert.Equal(("-8.00", other["/api/".Length..]), (moved["difference"].GetString(), moved["items"][0].GetProperty("resource").GetString()));
        Assert.NotNull(moved["credit_note"].GetString());
        Assert.Empty((await gateway.Client.Get($"{car}/allocations", As(gateway.Operator))).Expect(200).Items);
        Assert.Equal(To, Assert.Single((await gateway.Client.Get($"{other}/allocations", As(gateway.Operator))).Expect(200).Items).GetProperty("to_datetime").GetString());
        Assert.Equal(moved["total"].GetString(), (await gateway.Client.Get(PathOf(booking), As(_customer))).Expect(200)["total"].GetString());
    }

    [Fact]
    public async Task What_is_not_to_be_had_changes_nothing_and_says_only_when()
    {
        var (car, taken) = (await CreateAsync(), await CreateAsync());
        var booking = await ConfirmedAsync(car);
        (await gateway.Client.Post($"{taken}/allocations", new { from_datetime = From, to_datetime = To, allocation_type = "works" }, As(gateway.Operator))).Expect(201);
        foreach (var query in new[] { "?dry_run=true", "" })
        {
            var refused = (await ChangeAsync(booking, new { items = new[] { new { resource = taken["/api/".Length..] } } }, query)).ExpectProblem(409, "overlap");
            Assert.Equal("#/items/0", refused["errors"][0].GetProperty("pointer").GetString());
            Assert.Equal(3, refused["alternatives"].GetArrayLength());
            Assert.False(refused["conflicts"][0].TryGetProperty("id", out _));
        }
        Assert.Equal(booking["items"].GetRawText(), (await gateway.Client.Get(PathOf(booking), As(_customer))).Expect(200)["items"].GetRawText());
        (await ChangeAsync(booking, new { items = new[] { new { from_datetime = "2046-12-01T10:00:00Z", to_datetime = "2046-12-01T11:00:00Z" } } })).ExpectProblem(409, "booking-limit");
        (await ChangeAsync(booking, new { items = new[] { new { from_datetime = "2020-12-01T10:00:00Z" } } })).ExpectFaults("#/items");
        (await gateway.Client.Delete(PathOf(booking), As(_customer))).Expect(200);
        (await ChangeAsync(booking, new { items = new[] { new { from_datetime = From, to_datetime = "2035-12-03T14:00:00Z" } } })).ExpectProblem(409, "booking-cancelled");
    }

    [Fact]
    public async Task What_is_wrong_with_a_change_is_told_with_every_fault()
    {
        var booking = await ConfirmedAsync(await CreateAsync());
        (await ChangeAsync(booking, new { })).ExpectFaults("#/items");
        (await ChangeAsync(booking, new { items = new[] { new { }, new { } } })).ExpectFaults("#/items");
        (await ChangeAsync(booking, new { items = new[] { new { resource = "cars/1", to_datetime = From } } })).ExpectFaults("#/items/0/to_datetime", "#/items/0/resource");
        (await ChangeAsync(booking, new { items = new[] { new { type = "cars", resource = "cars/1" } } })).ExpectFaults("#/items/0");
        (await ChangeAsync(booking, new { items = new[] { new { type = "runways" } } })).ExpectProblem(422, "no-tariff");
        (await ChangeAsync(booking, new { items = new[] { new { } } }, "?dry_run=perhaps")).ExpectFaults("?dry_run");
        (await ChangeAsync(booking, new { items = new[] { new { resource = $"cars/{Guid.NewGuid()}" } } })).ExpectFaults("#/items/0/resource");
        (await ChangeAsync(booking, new { items = new object?[] { null } })).ExpectFaults("#/items/0");
        Assert.Equal("0.00", (await ChangeAsync(booking, new { items = new[] { new { } } })).Expect(200)["difference"].GetString());
        (await gateway.Client.Patch(PathOf(booking), new { items = new[] { new { to_datetime = To } } }, As(gateway.OtherCustomer))).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_change_is_priced_by_the_tariff_that_the_booking_has()
    {
        await using var own = await InProcessGateway.StartAsync();
        var car = await own.Client.Create();
        var held = (await own.Client.Post("/api/bookings", new { items = new[] { new { resource = car["/api/".Length..], from_datetime = From, to_datetime = To } } })).Expect(201);
        (await own.Client.Post($"{held.Location}/confirm", "")).Expect(200);
        foreach (var (keepsOld, expected) in new[] { (true, "8.00"), (false, "224.00") })
        {
            await own.StopAsync();
            await own.StartAgainAsync(["--Inventory:Types:0:Tariff:Version", "2", "--Inventory:Types:0:Tariff:Prices:PT1H", "80.00", "--Inventory:Types:0:Tariff:Prices:P1D", "900.00",
                .. keepsOld ? (string[])["--Inventory:Types:0:Tariff:Previous:0:Version", "1", "--Inventory:Types:0:Tariff:Previous:0:Fixed", "5.00", "--Inventory:Types:0:Tariff:Previous:0:Prices:PT1H", "8.00"] : []]);
            var said = (await own.Client.Patch($"{held.Location}?dry_run=true", new { items = new[] { new { to_datetime = "2035-12-03T13:00:00Z" } } })).Expect(200);
            Assert.Equal(expected, said["difference"].GetString());
        }
    }

    private static string PathOf(Answer booking) => $"/api/bookings/{booking.Id}";

    private Task<Answer> ChangeAsync(Answer booking, object body, string query = "", params (string, string)[] headers) =>
        gateway.Client.Patch($"{PathOf(booking)}{query}", body, [As(_customer), .. headers]);

    private async Task<Answer> ConfirmedAsync(string car)
    {
        var held = (await gateway.Client.Post("/api/bookings", new { items = new[] { new { resource = car["/api/".Length..], from_datetime = From, to_datetime = To } } }, As(_customer))).Expect(201);
        (await gateway.Client.Post($"{held.Location}/confirm", "", As(_customer))).Expect(200);
        return (await gateway.Client.Get(held.Location!, As(_customer))).Expect(200);
    }

    private async Task<string> CreateAsync() => (await gateway.Client.Post("/api/cars", new { name = GatewayClient.NewName() }, As(gateway.Operator))).Expect(201).Location!;
}
