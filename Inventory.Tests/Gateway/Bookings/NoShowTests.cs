using System.Globalization;

namespace Inventory.Tests.Gateway.Bookings;

public sealed class NoShowTests
{
    [Fact]
    public async Task A_check_in_that_is_missed_while_the_service_is_dead_is_charged_after_its_next_start()
    {
        await using var gateway = await OwnGateway.StartAsync("--Inventory:Types:0:Tariff:NoShow:Price", "20.00", "--Inventory:Types:0:Tariff:NoShow:Percent", "50");
        var car = await gateway.Client.Create();
        (await gateway.Client.Put($"{car}/policy", """{"check_in":{"closes":"PT25S","on_miss":"mark"}}""")).Expect(200);
        var due = TimeProvider.System.GetUtcNow().AddSeconds(15);
        var item = new { resource = car["/api/".Length..], from_datetime = Text(due.AddSeconds(-25)), to_datetime = Text(due.AddHours(1)) };
        var booking = (await gateway.Client.Post("/api/bookings", new { items = new[] { item } })).Expect(201);
        var confirmed = (await gateway.Client.Post($"{booking.Location}/confirm", "")).Expect(200);
        Assert.False(confirmed.Json.TryGetProperty("no_show_fee", out _));
        Assert.SkipWhen(TimeProvider.System.GetUtcNow() >= due, "This machine is too slow: the check-in was over before the confirmation.");
        await gateway.KillAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() > due), () => "The clock stands still.");

        await gateway.StartAgainAsync();
        Answer seen = null!;
        await Eventually.HoldsAsync(async () => (seen = (await gateway.Client.Get(booking.Location!)).Expect(200)).Json.TryGetProperty("no_show_invoice", out _), () => seen.Text);
        var fee = 20 + decimal.Parse(seen["total"].GetString()!, CultureInfo.InvariantCulture) / 2;
        Assert.Equal((fee, "confirmed"), (Amount(seen["no_show_fee"]), seen["status"].GetString()));
        Assert.Equal(fee, Amount(Assert.Single(seen["items"].EnumerateArray()).GetProperty("no_show_fee")));
        var invoice = (await gateway.Client.Get($"/api/invoices/{seen["no_show_invoice"].GetString()}")).Expect(200);
        Assert.Equal(fee, Amount(invoice["total"]));
        Assert.StartsWith("No-show: Car", invoice["lines"][0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(Amount(seen["total"]) + fee, Amount((await gateway.Client.Get("/api/account")).Expect(200)["balance"]));
        Assert.Equal(seen.Text, (await gateway.Client.Post($"{booking.Location}/confirm", "")).Expect(200).Text);
    }

    private static decimal Amount(System.Text.Json.JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
