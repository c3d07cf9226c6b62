using System.Globalization;

namespace Inventory.Tests.Gateway.Bookings;

/// <summary>What was sold changes only with its booking, whoever asks.</summary>
public sealed class PartOfBookingTests(SharedGateway gateway)
{
    [Fact]
    public async Task Nobody_changes_an_allocation_behind_its_booking()
    {
        var car = await gateway.Client.Create();
        var booking = await BookAsync(Item(car));
        var allocation = $"{car}/allocations/{booking["items"][0].GetProperty("allocation_id").GetString()}";
        var before = (await gateway.Client.Get(allocation)).Expect(200);
        Assert.Equal(booking.Id, before["booking"].GetString());
        foreach (var step in new[] { "held", "firm" })
        {
            Assert.Equal(booking.Id, (await gateway.Client.Patch(allocation, new { description = "mine" })).ExpectProblem(409, "part-of-booking")["booking"].GetString());
            (await gateway.Client.Patch(allocation, new { to_datetime = "2037-01-01T00:00:00Z" })).ExpectProblem(409, "part-of-booking");
            (await gateway.Client.Delete(allocation)).ExpectProblem(409, "part-of-booking");
            (await gateway.Client.Post($"{allocation}/confirm", "")).ExpectProblem(409, "part-of-booking");
            Assert.Equal(step, (await gateway.Client.Get(allocation)).Expect(200)["status"].GetString());
            await ConfirmAsync(booking);
        }
        (await gateway.Client.Delete(booking.Location!)).Expect(200);
        (await gateway.Client.Delete(allocation)).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_resource_that_is_removed_by_force_is_refunded_to_whom_had_booked_it()
    {
        var (gone, other) = (await gateway.Client.Create(), await gateway.Client.Create());
        var both = await BookAsync(Item(gone), Item(other));
        await ConfirmAsync(both);
        var held = await BookAsync(Item(gone, "2036-12-05"));
        (await gateway.Client.Delete(gone)).ExpectProblem(409, "resource-in-use");
        (await gateway.Client.Delete($"{gone}?force=true")).Expect(204);
        (await gateway.Client.Get(gone)).ExpectProblem(404, "not-found");

        var left = (await gateway.Client.Get(both.Location!)).Expect(200);
        Assert.Equal(("confirmed", "54.00", "54.00"), (left["status"].GetString(), left["refund"].GetString(), left["items"][0].GetProperty("refund").GetString()));
        Assert.False(left["items"][1].TryGetProperty("cancelled", out _));
        Assert.Equal("-54.00", (await gateway.Client.Get($"/api/invoices/{left["credit_note"].GetString()}")).Expect(200)["total"].GetString());
        Assert.Equal("cancelled", (await gateway.Client.Get(held.Location!)).Expect(200)["status"].GetString());
        var all = (await gateway.Client.Delete(both.Location!)).Expect(200);
        Assert.Equal(("cancelled", "108.00"), (all["status"].GetString(), all["refund"].GetString()));
    }

    [Fact]
    public async Task One_item_is_cancelled_by_itself()
    {
        var (first, second) = (await gateway.Client.Create(), await gateway.Client.Create());
        var booking = await BookAsync(Item(first), Item(second));
        (await gateway.Client.Delete($"{booking.Location}/items/0")).ExpectProblem(409, "booking-not-confirmed");
        await ConfirmAsync(booking);
        (await gateway.Client.Delete($"{booking.Location}/items/0", ("If-Match", booking.ETag!))).ExpectProblem(412, "precondition-failed");
        var one = (await gateway.Client.Delete($"{booking.Location}/items/0")).Expect(200);
        Assert.Equal(("confirmed", "54.00"), (one["status"].GetString(), one["refund"].GetString()));
        Assert.Equal(one.Text, (await gateway.Client.Delete($"{booking.Location}/items/0")).Expect(200).Text);
        Assert.Empty((await gateway.Client.Get($"{first}/allocations")).Expect(200).Items);
        Assert.Single((await gateway.Client.Get($"{second}/allocations")).Expect(200).Items);
        foreach (var none in new[] { $"{booking.Location}/items/2", $"{booking.Location}/items/-1", $"{booking.Location}/items/x", $"/api/bookings/{Guid.NewGuid()}/items/0" })
            (await gateway.Client.Delete(none)).ExpectProblem(404, "not-found");
        Assert.Equal("cancelled", (await gateway.Client.Delete($"{booking.Location}/items/1")).Expect(200)["status"].GetString());
    }

    private async Task<Answer> BookAsync(params object[] items) => (await gateway.Client.Post("/api/bookings", new { items })).Expect(201);

    private async Task ConfirmAsync(Answer booking) => (await gateway.Client.Post($"{booking.Location}/confirm", "")).Expect(200);

    private static object Item(string resource, string day = "2036-12-01") => new
    {
        resource = resource["/api/".Length..],
        from_datetime = $"{day}T10:00:00Z",
        to_datetime = $"{DateTime.Parse(day, CultureInfo.InvariantCulture).AddDays(1):yyyy-MM-dd}T10:00:00Z",
    };
}
