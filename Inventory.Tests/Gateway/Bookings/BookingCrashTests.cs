using System.Globalization;
using System.Text.Json;
using Inventory.Tests.Domain;
using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Bookings;

public sealed class BookingCrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Kills_leave_no_half_booking_no_sale_without_its_invoice_and_no_hold_that_stays()
    {
        var seed = Seed.Next();
        output.WriteLine($"INVENTORY_SEED={seed}");
        var random = new Random(seed);
        await using var gateway = await OwnGateway.StartAsync(
            "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", SecuredGateway.Password, "--Inventory:Limits:Alternatives", "0");
        var load = await BookingLoad.PrepareAsync(gateway.Client, seed);
        for (var crash = 0; crash < TestSettings.Trials(1); crash++)
        {
            await load.RunAsync(gateway.Client, random.Next(20, 150), gateway.KillAsync);
            await gateway.StartAgainAsync();
            await load.AskAgainAsync(gateway.Client);
        }
        await load.CheckAsync(gateway.Client);

        await gateway.StopAsync();
        var entries = gateway.Query("SELECT json FROM state WHERE json LIKE '%\"lines\":%\"receivable\"%'")
            .SelectMany(json => JsonSerializer.Deserialize<JsonElement>(json!).GetProperty("entries").EnumerateArray()).ToList();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Equal(0, entry.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("amount").GetProperty("minor_units").GetInt64())));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load.Told}, {entries.Count} entries"));
    }
}
