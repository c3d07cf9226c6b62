using System.Collections.Concurrent;
using System.Text.Json;
using Inventory.Tests.Gateway.Hosting;
using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway.Quotas;

/// <summary>Customers that take, move and release runways and cars until the gateway is gone, and take up what was not answered when it is there again.</summary>
internal sealed class QuotaLoad : InterruptedLoad
{
    public const int Most = 8;

    private const int Customers = 4;

    private static readonly DateTime Start = new(2031, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string[] _runways;
    private readonly string[] _cars;
    private readonly (string Id, (string, string) Token)[] _customers;
    private readonly ConcurrentQueue<Func<GatewayClient, Task>> _unanswered = new();
    private readonly ConcurrentDictionary<string, int> _owners = new();

    private QuotaLoad(string[] runways, string[] cars, (string, (string, string))[] customers, int seed) : base(3 * Customers, seed) => (_runways, _cars, _customers) = (runways, cars, customers);

    public static string[] Settings { get; } =
    [
        "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", SecuredGateway.Password, "--Inventory:Limits:Alternatives", "0", "--Inventory:Bookings:MaxDaysAhead", "3650", "--Inventory:Bookings:MaxBookings", "1000", "--Inventory:RateLimits:CostlyAtOnce", "0",
        .. QuotaGateway.ArgumentsOf(["of=customer", "types:0=cars", "types:1=runways", "measure=count", "per=active", $"limit={Most}"]),
    ];

    public static async Task<QuotaLoad> PrepareAsync(GatewayClient client, int seed)
    {
        var customers = new List<(string, (string, string))>();
        for (var n = 0; n < Customers; n++)
            customers.Add((await client.RegisterAsync($"customer {n}"), await QuotaGateway.LoginAsync(client, $"customer {n}")));
        var (runways, cars) = (new List<string>(), new List<string>());
        for (var n = 0; n < 3; n++)
        {
            runways.Add(await client.Create("runways"));
            cars.Add(await client.Create());
        }
        return new([.. runways], [.. cars], [.. customers], seed);
    }

    public async Task AskAgainAsync(GatewayClient client)
    {
        while (_unanswered.TryDequeue(out var ask))
            await ask(client);
        AssertGood();
    }

    /// <summary>Nobody has more than the quota, and what each has is counted.</summary>
    /// <returns>How many times each has.</returns>
    public async Task<int[]> CheckAsync(GatewayClient client)
    {
        // First: what was interrupted ends meanwhile, and gives time back.
        var used = new List<int>();
        foreach (var (_, token) in _customers)
            used.Add((await client.Get("/api/quotas/me", token)).Expect(200).Items[0].GetProperty("used").GetInt32());
        var all = new List<JsonElement>();
        foreach (var resource in _runways.Concat(_cars))
            all.AddRange((await client.Pages($"{resource}/allocations")).SelectMany(page => page.Items));
        var counts = new int[Customers];
        foreach (var (n, (id, token)) in _customers.Index())
        {
            var bookings = (await client.Pages("/api/bookings?limit=100", token)).SelectMany(page => page.Items).Select(booking => booking.GetProperty("id").GetString()).ToHashSet();
            counts[n] = all.Count(time => Text(time, "owner") == id || bookings.Contains(Text(time, "booking")));
            Assert.InRange(counts[n], 0, Most);
            Assert.InRange(used[n], counts[n], Most);
        }
        return counts;

        static string? Text(JsonElement time, string member) => time.TryGetProperty(member, out var text) ? text.GetString() : null;
    }

    protected override async Task ClientAsync(GatewayClient client, int number, Random random, Action acknowledged)
    {
        while (IsGood)
        {
            await StepAsync(client, number % Customers, random);
            acknowledged();
        }
    }

    private Task StepAsync(GatewayClient client, int customer, Random random)
    {
        var from = Start.AddHours(random.Next(400));
        var time = QuotaGateway.TimeOf($"{from:s}Z", $"{from.AddHours(random.Next(1, 3)):s}Z");
        var mine = _owners.Where(owned => owned.Value == customer).Select(owned => owned.Key).OrderBy(_ => random.Next()).FirstOrDefault();
        return random.Next(6) switch
        {
            0 => AskAsync(client, customer, HttpMethod.Post, "/api/runways/allocations", time),
            1 => AskAsync(client, customer, HttpMethod.Post, "/api/bookings", QuotaGateway.BookingOf((_cars[random.Next(3)], $"{from:s}Z", $"{from.AddHours(1):s}Z"))),
            2 when mine is not null => AskAsync(client, customer, HttpMethod.Delete, mine, null),
            3 when mine is not null && !mine.Contains("bookings", StringComparison.Ordinal) => AskAsync(client, customer, HttpMethod.Patch, mine, new { to_datetime = $"{from:s}Z", from_datetime = $"{from.AddHours(-1):s}Z" }),
            _ => AskAsync(client, customer, HttpMethod.Post, $"{_runways[random.Next(3)]}/allocations", time),
        };
    }

    private async Task AskAsync(GatewayClient client, int customer, HttpMethod method, string path, object? body)
    {
        var text = body is null ? null : JsonSerializer.Serialize(body);
        (string, string)[] headers = [_customers[customer].Token, ("Idempotency-Key", Guid.NewGuid().ToString())];
        await OnceAsync(client);

        async Task OnceAsync(GatewayClient at)
        {
            try
            {
                var answer = await at.Send(method, path, text is null ? null : GatewayClient.Raw(text), headers);
                Expect(answer, 200, 201, 204, 404, 409, 412);
                if (answer.Status == 503)
                    _unanswered.Enqueue(OnceAsync);
                else if (answer.Status == 201)
                    _owners[answer.Location!] = customer;
                else if (method == HttpMethod.Delete)
                    _owners.TryRemove(path, out _);
            }
            catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException)
            {
                _unanswered.Enqueue(OnceAsync);
                throw;
            }
        }
    }
}
