using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Inventory.Cli.Seed;

internal sealed class SeedClient : IDisposable
{
    private const int AtOnce = 8;
    private const int WantedTwice = 100;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http;

    public SeedClient(Uri address, string? token)
    {
        _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Until the service answers.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(StartTimeout);
        while (true)
        {
            try
            {
                using var ready = await _http.GetAsync("/health/ready", end.Token);
                if (ready.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, end.Token);
        }
    }

    public async Task<IReadOnlyCollection<string>> ListTypesAsync(CancellationToken cancellation) =>
        [.. (await SendAsync(HttpMethod.Get, "/api/types", null, null, cancellation)).EnumerateArray().Where(type => type.GetProperty("kind").GetString() != "asset").Select(type => type.GetProperty("path").GetString()!)];

    public async Task<bool> HasResourcesAsync(IEnumerable<string> types, CancellationToken cancellation)
    {
        foreach (var type in types)
            if ((await SendAsync(HttpMethod.Get, $"/api/{type}?limit=1", null, null, cancellation)).GetArrayLength() > 0)
                return true;
        return false;
    }

    public async Task FillAsync(ExamplePlace place, Action resourceMade, Action customerMade, Action timeMade, CancellationToken cancellation)
    {
        var resources = new List<string>();
        foreach (var resource in place.Resources)
        {
            var made = await SendAsync(HttpMethod.Post, $"/api/{resource.Type}", new { name = resource.Name, attributes = new { number = resource.Number + 1 } }, $"resource {resource.Type} {resource.Number}", cancellation);
            resources.Add($"{resource.Type}/{made.GetProperty("id").GetString()}");
            resourceMade();
        }
        var customers = new List<string>();
        foreach (var name in place.Customers)
        {
            var username = name.Split(' ')[0].ToLowerInvariant();
            var body = new { username, mail = $"{username}@example.org", first_name = name.Split(' ')[0], last_name = name.Split(' ')[1], password = $"example of {username}" };
            customers.Add((await SendAsync(HttpMethod.Post, "/api/users/register", body, null, cancellation)).GetProperty("id").GetString()!);
            customerMade();
        }
        await Parallel.ForEachAsync(place.Times.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (item, token) =>
        {
            await MakeAsync(item.Item, $"time {item.Index}", resources[item.Item.Resource], customers, token);
            timeMade();
        });
        // Some are wanted by others, too: the history shows to whom they were refused.
        foreach (var (index, time) in place.Times.Index().Where(item => item.Index % WantedTwice == 0))
        {
            var body = new { customer = customers[index / WantedTwice % customers.Count], from_datetime = time.From, to_datetime = time.To, allocation_type = time.Kind };
            await SendAsync(HttpMethod.Post, $"/api/{resources[time.Resource]}/allocations", body, null, cancellation, mayBeTaken: true);
        }
    }

    private async Task MakeAsync(ExampleTime time, string key, string resource, List<string> customers, CancellationToken cancellation)
    {
        if (time.Customer is not { } customer)
        {
            await SendAsync(HttpMethod.Post, $"/api/{resource}/allocations", new { from_datetime = time.From, to_datetime = time.To, allocation_type = time.Kind, description = time.For }, key, cancellation);
            return;
        }
        var body = new { customer = customers[customer], hold_seconds = 86_400, items = new[] { new { resource, from_datetime = time.From, to_datetime = time.To } } };
        var booking = await SendAsync(HttpMethod.Post, "/api/bookings", body, key, cancellation);
        if (time.IsConfirmed)
            await SendAsync(HttpMethod.Post, $"/api/bookings/{booking.GetProperty("id").GetString()}/confirm", null, $"{key} confirmed", cancellation);
    }

    /// <exception cref="CommandException">The service refuses it.</exception>
    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, string? key, CancellationToken cancellation, bool mayBeTaken = false)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            if (key is not null)
                request.Headers.Add("Idempotency-Key", $"seed {key}");
            using var response = await SendAsync(request, cancellation);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
                continue;
            }
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return response.IsSuccessStatusCode || (mayBeTaken && response.StatusCode == HttpStatusCode.Conflict)
                ? JsonSerializer.Deserialize<JsonElement>(text)
                : throw new CommandException(CommandException.Unavailable, $"{method} {path} was refused with {(int)response.StatusCode}: {text}");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await _http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw new CommandException(CommandException.Unavailable, $"{_http.BaseAddress} does not answer: {e.Message}");
        }
    }
}
