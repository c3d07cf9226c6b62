using System.Globalization;

namespace Inventory.Tests.Gateway.Bookings;

public sealed class BookingReturnTests(SharedGateway gateway)
{
    [Fact]
    public async Task Who_is_late_pays_by_the_tariff_of_the_booking()
    {
        var (_, booking) = await ConfirmedAsync(hoursFromNow: -5);
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        var body = new { returned_at = Hours(-3.5) };
        var back = (await gateway.Client.Post($"{booking}/return", body, key)).Expect(200);
        Assert.Equal(("returned", "30.00", body.returned_at), (back["status"].GetString(), back["late_fee"].GetString(), back["returned_at"].GetString()));
        Assert.Equal("30.00", (await gateway.Client.Get($"/api/invoices/{back["late_invoice"].GetString()}")).Expect(200)["total"].GetString());
        Assert.Equal(back.Text, (await gateway.Client.Post($"{booking}/return", body, key)).Expect(200).Text);
        Assert.Equal(back.Text, (await gateway.Client.Post($"{booking}/return", "{}")).Expect(200).Text);
        (await gateway.Client.Post($"{booking}/return", "{}", key)).ExpectProblem(422, "idempotency-key-reused");
        (await gateway.Client.Delete(booking)).ExpectProblem(409, "booking-over");
    }

    [Fact]
    public async Task What_is_back_early_can_be_taken_at_once()
    {
        var (car, booking) = await ConfirmedAsync(hoursFromNow: 50);
        (await gateway.Client.Allocate(car, Hours(1), Hours(2))).ExpectProblem(409, "overlap");
        var back = (await gateway.Client.Post($"{booking}/return", "{}")).Expect(200);
        Assert.Equal(("0.00", false), (back["late_fee"].GetString(), back.Json.TryGetProperty("late_invoice", out _)));
        (await gateway.Client.Allocate(car, Hours(1), Hours(2))).Expect(201);
    }

    [Fact]
    public async Task What_cannot_be_back_is_refused()
    {
        var (_, booking) = await ConfirmedAsync(hoursFromNow: 50);
        (await gateway.Client.Post($"{booking}/return", new { returned_at = Hours(1) })).ExpectFaults("#/returned_at");
        (await gateway.Client.Post($"{booking}/return", new { returned_at = "soon" })).ExpectFaults("#/returned_at");
        (await gateway.Client.Post($"{booking}/return", new { returned_at = Hours(-1_000) })).ExpectProblem(409, "booking-not-returnable");
        (await gateway.Client.Post($"/api/bookings/{Guid.NewGuid()}/return", "{}")).ExpectProblem(404, "not-found");
        // Nor is the way around the fee open: the car is still with the customer.
        (await gateway.Client.Delete(booking)).ExpectProblem(409, "booking-begun");
        var (_, later) = await ConfirmedAsync(hoursFromNow: 50, from: 40);
        (await gateway.Client.Delete(later)).Expect(200);
        (await gateway.Client.Post($"{later}/return", "{}")).ExpectProblem(409, "booking-not-returnable");
    }

    private async Task<(string Car, string Booking)> ConfirmedAsync(double hoursFromNow, double from = -100)
    {
        var car = await gateway.Client.Create();
        var item = new { resource = car["/api/".Length..], from_datetime = Hours(from), to_datetime = Hours(hoursFromNow) };
        var booking = (await gateway.Client.Post("/api/bookings", new { items = new[] { item } })).Expect(201).Location!;
        (await gateway.Client.Post($"{booking}/confirm", "")).Expect(200);
        return (car, booking);
    }

    private static string Hours(double fromNow) => TimeProvider.System.GetUtcNow().AddHours(fromNow).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
