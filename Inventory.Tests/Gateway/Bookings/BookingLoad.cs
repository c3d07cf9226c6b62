using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Inventory.Tests.Gateway.Hosting;
using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Bookings;

/// <summary>
/// Customers that book pairs of cars, confirm, cancel and buy beer, and what was acknowledged to them. All that is sent has a key, so that what was not answered can be asked again.
/// </summary>
internal sealed class BookingLoad : InterruptedLoad
{
    private const int Cars = 6;
    private const int Hours = 400;
    private const int Stock = 100_000;
    private const string Price = "1.19";

    /// <summary>For a hold that nobody has confirmed, and that has to end by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Scopes = ["allocations"];
    private static readonly DateTime Start = new(2036, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string[] _cars;
    private readonly (string, string)[] _customers;
    private readonly string[] _keys;
    private readonly ConcurrentDictionary<string, string> _statuses = new();
    private readonly ConcurrentDictionary<string, byte> _orders = new();
    private readonly ConcurrentQueue<Func<GatewayClient, Task>> _unanswered = new();

    private BookingLoad(string[] cars, (string, string)[] customers, string[] keys, int seed) : base(customers.Length, seed) => (_cars, _customers, _keys) = (cars, customers, keys);

    /// <summary>What there was of it, for people.</summary>
    public string Told => $"{_statuses.GroupBy(s => s.Value).Select(g => $"{g.Count()} {g.Key}").Order().Aggregate((all, next) => $"{all}, {next}")}, {_orders.Count} orders";

    public static async Task<BookingLoad> PrepareAsync(GatewayClient client, int seed)
    {
        var admin = SecuredGateway.As((await client.Post("/api/users/login", new { username = "root", password = SecuredGateway.Password })).Expect(200)["token"].GetString()!);
        // A program with a key has bookings and orders of its own, as a user has, and costs no hash.
        var (customers, keys) = (new List<(string, string)>(), new List<string>());
        for (var n = 0; n < 12; n++)
        {
            var key = (await client.Post("/api/keys", new { name = $"customer {n}", scopes = Scopes }, admin)).Expect(201);
            customers.Add(SecuredGateway.As(key["key"].GetString()!));
            keys.Add(key.Id);
        }
        (await client.Post("/api/beers", new { sku = "lager", name = "Lager", price = Price, stock = Stock })).Expect(201);
        var cars = new List<string>();
        for (var n = 0; n < Cars; n++)
            cars.Add(await client.Create());
        return new([.. cars], [.. customers], [.. keys], seed);
    }

    /// <summary>Asks again for what was not answered.</summary>
    public async Task AskAgainAsync(GatewayClient client)
    {
        while (_unanswered.TryDequeue(out var ask))
            await ask(client);
        AssertGood();
    }

    /// <summary>Sees that all that was acknowledged is so, and that everything fits together: bookings, calendars, accounts, invoices, orders, stock.</summary>
    public async Task CheckAsync(GatewayClient client)
    {
        var expected = new Dictionary<string, string>();
        var (numbers, sold) = (new List<string>(), 0);
        foreach (var (me, key) in _customers.Zip(_keys))
        {
            var owed = 0m;
            foreach (var id in (await AllAsync(client, $"/api/bookings?limit=100&customer=key:{key}", me)).Select(b => b.GetProperty("id").GetString()!))
            {
                var booking = await EndOfHoldAsync(client, id, me);
                var status = booking["status"].GetString()!;
                Assert.Equal(_statuses.GetValueOrDefault(id, status), status);
                if (status == "confirmed")
                {
                    owed += Amount(booking["total"]);
                    foreach (var item in booking["items"].EnumerateArray())
                        expected.Add(item.GetProperty("allocation_id").GetString()!, item.GetProperty("resource").GetString()!);
                }
                Assert.Equal(status == "confirmed" || Amount(booking["refund"]) > 0, booking["invoice"].ValueKind == JsonValueKind.String);
            }
            var orders = (await AllAsync(client, "/api/orders?limit=100", me)).Where(order => !order.GetProperty("is_open").GetBoolean()).ToList();
            sold += orders.Sum(order => order.GetProperty("beers")[0].GetProperty("quantity").GetInt32());
            owed += orders.Sum(order => Amount(order.GetProperty("total")));
            Assert.All(orders, order => _orders.TryRemove(order.GetProperty("id").GetString()!, out _));

            Answer account = null!;
            await Eventually.HoldsAsync(
                async () => Amount((account = (await client.Get("/api/account?limit=1", me)).Expect(200))["reserved"]) == 0, () => $"Reserved still: {account.Text}", Patience);
            Assert.Equal(owed, Amount(account["balance"]));
            numbers.AddRange((await AllAsync(client, "/api/invoices?limit=100", me)).Select(invoice => invoice.GetProperty("id").GetString()!));
        }
        Assert.Empty(_orders);
        Assert.NotEmpty(expected);
        Assert.Equal(Stock - sold, (await client.Get("/api/beers/lager")).Expect(200)["stock"].GetInt32());
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers.Select(number => int.Parse(number.Split('-')[1], CultureInfo.InvariantCulture)).Order());

        foreach (var car in _cars)
        {
            foreach (var allocation in (await client.Pages($"{car}/allocations")).SelectMany(page => page.Items))
            {
                Assert.Equal("firm", allocation.GetProperty("status").GetString());
                Assert.True(expected.Remove(allocation.GetProperty("id").GetString()!, out var resource), $"Nobody has booked {allocation}");
                Assert.Equal(car, $"/api/{resource}");
            }
        }
        Assert.Empty(expected);
    }

    protected override async Task ClientAsync(GatewayClient client, int number, Random random, Action acknowledged)
    {
        while (IsGood)
        {
            await (random.Next(4) == 0 ? BuyAsync(client, _customers[number], random) : BookAsync(client, _customers[number], random));
            acknowledged();
        }
    }

    private Task BookAsync(GatewayClient client, (string, string) me, Random random)
    {
        var from = Start.AddHours(random.Next(Hours));
        var items = _cars.OrderBy(_ => random.Next()).Take(2).Select(car => new
        {
            resource = car["/api/".Length..],
            from_datetime = $"{from:s}Z",
            to_datetime = $"{from.AddHours(random.Next(1, 4)):s}Z",
        }).ToList();
        // Who decides has time enough, even over a restart; the others let it go soon.
        var (isDecided, confirms, cancels) = (random.Next(4) > 0, random.Next(3) > 0, random.Next(2) > 0);
        return AskAsync(client, me, HttpMethod.Post, "/api/bookings", new { items, hold_seconds = isDecided ? 3_600 : 1 }, async (now, held) =>
        {
            if (held.Status == 201 && isDecided)
                await DecideAsync(now, me, held, confirms, cancels || !confirms);
        });
    }

    private Task DecideAsync(GatewayClient client, (string, string) me, Answer booking, bool confirms, bool cancels)
    {
        return confirms
            ? AskAsync(client, me, HttpMethod.Post, $"{booking.Location}/confirm", "", async (now, confirmed) =>
            {
                confirmed.Expect(200);
                _statuses[booking.Id] = "confirmed";
                if (cancels)
                    await CancelAsync(now);
            })
            : CancelAsync(client);

        Task CancelAsync(GatewayClient at) => AskAsync(at, me, HttpMethod.Delete, booking.Location!, null, (_, cancelled) =>
        {
            cancelled.Expect(200);
            _statuses[booking.Id] = "cancelled";
            return Task.CompletedTask;
        });
    }

    private async Task BuyAsync(GatewayClient client, (string, string) me, Random random)
    {
        // Without a key, and not repeated: what was put in twice is paid for.
        var put = await client.Send(HttpMethod.Put, "/api/orders/current", GatewayClient.Raw($$"""{"sku":"lager","quantity":{{random.Next(1, 4)}}}"""), me);
        Expect(put, 201);
        if (put.Status == 201)
            await AskAsync(client, me, HttpMethod.Post, "/api/orders/checkout", "", (_, order) =>
            {
                _orders[order.Expect(200).Id] = 0;
                return Task.CompletedTask;
            });
    }

    /// <summary>Asks with a key, and goes on from the answer. What is not answered is asked again when the gateway is there again, and goes on then.</summary>
    private async Task AskAsync(GatewayClient client, (string, string) me, HttpMethod method, string path, object? body, Func<GatewayClient, Answer, Task> goOn)
    {
        var text = body is null ? null : body as string ?? JsonSerializer.Serialize(body);
        (string, string)[] headers = [me, ("Idempotency-Key", Guid.NewGuid().ToString())];
        await OnceAsync(client);

        async Task OnceAsync(GatewayClient at)
        {
            Answer answer;
            try
            {
                answer = await at.Send(method, path, text is null ? null : GatewayClient.Raw(text), headers);
            }
            catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException)
            {
                _unanswered.Enqueue(OnceAsync);
                throw;
            }
            // A time may be taken.
            Expect(answer, 200, 201, 409);
            if (answer.Status == 503)
                _unanswered.Enqueue(OnceAsync);
            else
                await goOn(at, answer);
        }
    }

    /// <summary>A hold that nobody has confirmed ends by itself.</summary>
    private static async Task<Answer> EndOfHoldAsync(GatewayClient client, string id, (string, string) me)
    {
        Answer booking = null!;
        await Eventually.HoldsAsync(
            async () =>
            {
                booking = (await client.Get($"/api/bookings/{id}", me)).Expect(200);
                Assert.True(booking["expires"].ValueKind == JsonValueKind.Null || booking["expires"].GetDateTimeOffset() < TimeProvider.System.GetUtcNow() + Patience, $"{booking.Text} is held still.");
                return booking["status"].GetString() is "confirmed" or "cancelled" or "expired";
            },
            () => $"{booking.Text} does not end.");
        return booking;
    }

    private static async Task<List<JsonElement>> AllAsync(GatewayClient client, string path, (string, string) me) =>
        [.. (await client.Pages(path, me)).SelectMany(page => page.Items)];

    private static decimal Amount(JsonElement amount) => amount.ValueKind == JsonValueKind.Null ? 0 : decimal.Parse(amount.GetString()!, CultureInfo.InvariantCulture);
}
