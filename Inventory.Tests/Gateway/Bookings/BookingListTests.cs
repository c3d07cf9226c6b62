using Inventory.Domain.Bookings;
using static Inventory.Tests.Gateway.Security.SecuredGateway;

namespace Inventory.Tests.Gateway.Bookings;

/// <summary>Operators see all bookings, and find those of a time.</summary>
public sealed class BookingListTests : IAsyncLifetime
{
    private InProcessGateway _gateway = null!;
    private (string, string) _root;
    private (string, string) _ann;
    private (string, string) _bob;
    private string _car = "";

    public async ValueTask InitializeAsync()
    {
        _gateway = await InProcessGateway.StartAsync("--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", Password,
            "--Inventory:Bookings:MaxDaysAhead", "3650", "--Inventory:RateLimits:RequestsPerSecond", "0");
        await _gateway.Client.RegisterAsync("ann");
        await _gateway.Client.RegisterAsync("bob");
        (_root, _ann, _bob) = (await LoginAsync("root"), await LoginAsync("ann"), await LoginAsync("bob"));
        _car = (await _gateway.Client.Post("/api/cars", new { name = "Car" }, _root)).Expect(201).Location!["/api/".Length..];
    }

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Operators_see_all_in_order_and_customers_their_own()
    {
        var ids = new List<string>();
        foreach (var (n, caller) in new[] { _ann, _bob, _root, _ann }.Index())
            ids.Add(await BookAsync(n + 1, caller));
        // One that is refused is not listed.
        (await _gateway.Client.Post("/api/bookings", Body(1), _bob)).ExpectProblem(409, "overlap");
        Assert.Equal(ids, await ListAsync("", _root));
        Assert.Equal([ids[0], ids[3]], await ListAsync("", _ann));
        Assert.Equal([ids[1]], await ListAsync($"customer={(await _gateway.Client.Get("/api/users/me", _bob)).Expect(200).Id}", _root));
        Assert.Equal(ids, (await _gateway.Client.Pages("/api/bookings?limit=1", _root)).SelectMany(page => page.Items).Select(booking => booking.GetProperty("id").GetString()!));

        (await _gateway.Client.Post($"/api/bookings/{ids[1]}/confirm", "", _bob)).Expect(200);
        (await _gateway.Client.Delete($"/api/bookings/{ids[3]}", _ann)).Expect(200);
        Assert.Equal([ids[1]], await ListAsync("status=confirmed", _root));
        Assert.Equal([ids[3]], await ListAsync("status=cancelled", _ann));
        Assert.Equal([ids[1], ids[2]], await ListAsync("from=2035-12-02T11:00:00Z&to=2035-12-03T11:00:00Z", _root));
        Assert.Empty(await ListAsync("from=2035-12-02T12:00:00Z&to=2035-12-03T10:00:00Z", _root));
        Assert.Equal([ids[2]], await ListAsync("from=2035-12-02T11:00:00Z&to=2035-12-03T11:00:00Z&status=held", _root));
        (await _gateway.Client.Get("/api/bookings?status=lost&from=2035-12-02T11:00:00Z&to=2035-12-02T11:00:00Z", _root)).ExpectFaults("?to", "?status");
        (await _gateway.Client.Get($"/api/bookings?customer={Guid.NewGuid()}", _ann)).ExpectProblem(404, "not-found");

        await _gateway.KillAsync();
        await _gateway.StartAgainAsync();
        Assert.Equal(ids, await ListAsync("", _root));
    }

    [Fact]
    public async Task Pages_that_are_full_are_kept()
    {
        var ids = new List<string>();
        foreach (var chunk in Enumerable.Range(1, BookingIndexState.PageSize + 20).Chunk(32))
            await Task.WhenAll(chunk.Select(async n =>
            {
                var id = await BookAsync(n, _root);
                lock (ids)
                    ids.Add(id);
            }));
        var all = (await _gateway.Client.Pages("/api/bookings?limit=70", _root)).SelectMany(page => page.Items).Select(booking => booking.GetProperty("id").GetString()!).ToList();
        Assert.Equal((ids.Count, ids.Count), (all.Count, all.Distinct().Count()));
        Assert.Equal(ids.Order(), all.Order());
    }

    private object Body(int day) => new { items = new[] { new { resource = _car, from_datetime = At(day, 10), to_datetime = At(day, 12) } } };

    private static string At(int day, int hour) => $"{new DateTime(2035, 12, 1, hour, 0, 0).AddDays(day - 1):s}Z";

    private async Task<string> BookAsync(int day, (string, string) caller) => (await _gateway.Client.Post("/api/bookings", Body(day), caller)).Expect(201).Id;

    private async Task<IEnumerable<string>> ListAsync(string query, (string, string) caller) =>
        (await _gateway.Client.Get($"/api/bookings?{query}", caller)).Expect(200).Items.Select(booking => booking.GetProperty("id").GetString()!);

    private async Task<(string, string)> LoginAsync(string username) => As((await _gateway.Client.Post("/api/users/login", new { username, password = Password })).Expect(200)["token"].GetString()!);
}
