using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Bookings;

/// <summary>A booking is priced after it is admitted, and what it would cost to price is bounded.</summary>
public sealed class BookingWorkTests
{
    private const string Most = "999999999999999.99";

    [Fact]
    public async Task Items_that_are_together_too_long_are_refused_with_what_they_may_be()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        await gateway.Client.Create();
        var years = Enumerable.Range(0, 50).Select(_ => Item("2036-01-01", "2058-01-01")).ToArray();
        var refusal = (await gateway.Client.Post("/api/bookings", new { items = years })).ExpectFaults("#/items");
        Assert.Contains("1000000 steps", refusal["detail"].GetString(), StringComparison.Ordinal);
        (await gateway.Client.Post("/api/bookings", new { items = new[] { Item("2036-01-01", "2060-01-01") } })).ExpectFaults("#/items/0/to_datetime");
        (await gateway.Client.Post("/api/bookings", new { items = years[..1] })).Expect(201);
    }

    [Fact]
    public async Task What_is_not_admitted_is_not_priced_and_what_cannot_be_priced_does_not_count()
    {
        // Ninety-three weeks cost more than an amount may be.
        await using var gateway = await InProcessGateway.StartAsync(
            "--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", Password, "--Inventory:Bookings:MaxBookings", "1",
            "--Inventory:Types:0:Tariff:Prices:PT1H", Most, "--Inventory:Types:0:Tariff:Prices:P1D", Most, "--Inventory:Types:0:Tariff:Prices:P7D", Most);
        await gateway.Client.RegisterAsync("ann");
        var token = (await gateway.Client.Post("/api/users/login", new { username = "ann", password = Password })).Expect(200)["token"].GetString()!;
        (await BookAsync(Item("2046-01-01", "2048-12-31"))).ExpectProblem(409, "booking-limit");
        var soon = DateTime.UnixEpoch.AddDays((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Days + 1);
        foreach (var _ in Enumerable.Range(0, 2))
            (await BookAsync(Item($"{soon:yyyy-MM-dd}", $"{soon.AddDays(700):yyyy-MM-dd}"))).ExpectFaults("#/items/0/to_datetime");

        Task<Answer> BookAsync(object item) => gateway.Client.Post("/api/bookings", new { items = new[] { item } }, As(token));
    }

    private static object Item(string from, string to) => new { type = "cars", from_datetime = $"{from}T00:00:00Z", to_datetime = $"{to}T00:00:00Z" };
}
