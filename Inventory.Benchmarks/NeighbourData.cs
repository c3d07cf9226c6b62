using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Inventory.Domain.Time;

namespace Inventory.Benchmarks;

/// <summary>
/// A runway with 100,000 allocations, two with 30,000 of a customer, one without any, and 1,000 cars with 15 KiB of attributes each; and requests that find much to do there.
/// </summary>
internal sealed record NeighbourData(string Admin, string Quiet, string Free, IReadOnlyList<(string Name, Func<HttpRequestMessage> Request)> Expensive)
{
    private const string Password = "a password of the bench";
    private const int Crowd = 100_000;
    private const int Own = 30_000;
    private const int Cars = 1_000;
    private const int AtOnce = 32;

    private const string Years = "from=2031-01-01T00:00:00Z&to=2053-01-01T00:00:00Z";

    public static readonly string[] Settings = ["--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", Password];

    /// <summary>A client that comes from one of this machine's addresses.</summary>
    public static HttpClient ClientAt(string source, Uri address) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(5),
    };

    public static HttpContent Time(Interval interval, string? customer = null, object? dump = null) => Json(new
    {
        customer,
        from_datetime = interval.From.ToDateTime(),
        to_datetime = interval.To.ToDateTime(),
        allocation_type = "booking",
        dump,
    });

    public static async Task<NeighbourData> MakeAsync(Uri address)
    {
        using var client = ClientAt("127.0.0.1", address);
        var admin = await LoginAsync(client, "root");
        using var registered = await client.PostAsJsonAsync("/api/users/register", new { username = "ann", mail = "ann@example.org", password = Password });
        var ann = (await registered.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var customer = await LoginAsync(client, "ann");
        var runways = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => MakeAsync(client, admin, "/api/runways", Json(new { name = $"runway {n}" }))));
        var attributes = new { text = new string('x', 15_000) };
        await ForAllAsync(Cars, n => MakeAsync(client, admin, "/api/cars", Json(new { name = $"car {n}", attributes })));
        var begin = TimeProvider.System.GetUtcNow();
        await ForAllAsync(Crowd, n => MakeAsync(client, admin, $"{runways[0]}/allocations", Time(Samples.SlotAt(n))));
        var end = TimeProvider.System.GetUtcNow();
        var soon = new Instant((begin.UtcDateTime.Date.AddDays(2) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        await MakeAsync(client, admin, $"{runways[0]}/allocations", Time(Slot(0), ann));
        foreach (var own in runways[1..3])
            await ForAllAsync(Own, n => MakeAsync(client, admin, $"{own}/allocations", Time(Slot(n), ann)));

        var bookings = new { items = Enumerable.Repeat(new { type = "cars", from_datetime = "2031-01-01T00:00:00Z", to_datetime = "2053-01-01T00:00:00Z" }, 50) };
        return new(admin, $"{runways[3]}/allocations", $"{runways[3]}/free?from=2031-01-01T00:00:00Z",
        [
            ("openapi/v1.json", () => new(HttpMethod.Get, "/openapi/v1.json")),
            ("quote, 22 years", () => new(HttpMethod.Get, $"/api/quote?type=cars&{Years}")),
            ("free?as_of=, 100,000 events", () => new(HttpMethod.Get, $"{runways[0]}/free?as_of={begin + (end - begin) * Random.Shared.NextDouble():yyyy-MM-ddTHH:mm:ss.ffffffZ}")),
            ("booking, 50 × 22 years", () => As(customer, new(HttpMethod.Post, "/api/bookings") { Content = Json(bookings) })),
            ("available, 15 KiB each", () => new(HttpMethod.Get, $"/api/cars/available?{Years}")),
            ("own among 100,000", () => As(customer, new(HttpMethod.Get, $"{runways[0]}/allocations"))),
            ("users/me/data, 60,000 events", () => As(customer, new(HttpMethod.Get, "/api/users/me/data"))),
        ]);

        Interval Slot(long n) => new(new(soon.Microseconds + n * 1_800_000_000), new(soon.Microseconds + (n + 1) * 1_800_000_000));
    }

    private static HttpRequestMessage As(string token, HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static async Task<string> MakeAsync(HttpClient client, string token, string path, HttpContent content)
    {
        using var request = As(token, new(HttpMethod.Post, path) { Content = content });
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return response.Headers.Location!.ToString();
    }

    private static Task ForAllAsync(int count, Func<int, Task> make) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) => await make(n));

    private static async Task<string> LoginAsync(HttpClient client, string username)
    {
        using var response = await client.PostAsJsonAsync("/api/users/login", new { username, password = Password });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
