using static Inventory.Tests.Gateway.Imports.ImportTest;

namespace Inventory.Tests.Gateway.Imports;

/// <summary>An import goes on by itself after a crash, and each row takes effect once.</summary>
public sealed class ImportCrashTests
{
    private const int Cars = 20;
    private const int Rows = 15_000;

    [Fact]
    public async Task Each_row_of_an_import_that_is_interrupted_takes_effect_once()
    {
        await using var gateway = await OwnGateway.StartAsync();
        var cars = await Task.WhenAll(Enumerable.Range(0, Cars).Select(n => gateway.Client.Create(name: $"Car {n}")));
        var csv = string.Concat(Enumerable.Range(0, Rows).Select(n => $"Car {n % Cars},{TimeOf(n / Cars)},{TimeOf(n / Cars + 1)},booking,Row {n}\r\n"));
        var begun = (await gateway.Client.ImportAsync("type=cars&of=allocations&mode=apply", $"resource,from_datetime,to_datetime,allocation_type,description\r\n{csv}")).ExpectStatus(202);
        for (var kills = 0; kills < 2; kills++)
        {
            var before = (await gateway.Client.Get(begun.Location!)).Expect(200)["applied"].GetInt64();
            // On a fast machine it may be done before.
            await Eventually.HoldsAsync(
                async () => (await gateway.Client.Get(begun.Location!)).Expect(200) is var now && (now["applied"].GetInt64() > before || now["status"].GetString() == "done"), () => "It does not go on.");
            await gateway.KillAsync();
            await gateway.StartAgainAsync();
        }
        var done = await gateway.Client.EndAsync(begun);
        // A row that was applied a second time would overlap itself.
        Assert.Equal(("done", (long)Rows, (long)Rows, 0L), CountsOf(done));
        foreach (var car in cars)
        {
            Assert.Equal(Rows / Cars, (await gateway.Client.Pages($"{car}/allocations")).Sum(page => page.Items.Count));
            Assert.Equal(1 + Rows / Cars, (await gateway.Client.Pages($"{car}/history")).Sum(page => page.Items.Count));
        }
    }

    private static string TimeOf(int hour) => new DateTime(2033, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
}
