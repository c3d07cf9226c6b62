using System.Net.Http.Json;
using System.Text;
using Inventory.Tests.Gateway.Api;
using Inventory.Tests.Gateway.Security;

namespace Inventory.Tests.Gateway;

/// <summary>The verbs of the REST contract, and what tests do all the time. Paths begin with a slash.</summary>
internal sealed class GatewayClient(Uri address, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly HttpClient _http = new(handler ?? NewHandler())
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
    };

    private readonly ProblemPages _pages = new();

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Answer> Post(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, Content(body), headers);

    public Task<Answer> Put(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, Content(body), headers);

    public Task<Answer> Patch(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Patch, path, Content(body), headers);

    public Task<Answer> Delete(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, path, null, headers);

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        var answer = await Answer.OfAsync(response);
        await JudgeAsync(answer, content);
        await _pages.SeeAsync(this, answer);
        return answer;
    }

    private static async Task JudgeAsync(Answer answer, HttpContent? content)
    {
        var judge = await OpenApiJudge.Instance;
        if (!judge.IsWanted(answer))
            return;
        var faults = judge.FaultsOf(answer, await SentAsync(content), content?.Headers.ContentType?.ToString()).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Makes a resource.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> Create(string type = "cars", string? name = null) =>
        (await Post($"/api/{type}", new { name = name ?? NewName() })).Expect(201).Location!;

    /// <summary>Asks for a time; a bound that is <c>null</c> is infinite.</summary>
    public Task<Answer> Allocate(string resource, string? from, string? to, params (string Name, string Value)[] headers) => Post(
        $"{resource}/allocations",
        new
        {
            from_datetime = from,
            from_infinity = from is null,
            to_datetime = to,
            to_infinity = to is null,
            allocation_type = "booking",
        },
        headers);

    /// <summary>Registers a customer.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> RegisterAsync(string? username = null)
    {
        var body = new { username = username ?? NewName(), mail = $"{Guid.NewGuid():N}@example.org", first_name = "A", last_name = "B", password = SecuredGateway.Password };
        return (await Post("/api/users/register", body)).Expect(201).Id;
    }

    /// <summary>Follows the links from page to page.</summary>
    public async Task<List<Answer>> Pages(string path, params (string Name, string Value)[] headers)
    {
        List<Answer> pages = [];
        for (string? next = path; next is not null; next = pages[^1].Next)
            pages.Add((await Get(next, headers)).Expect(200));
        return pages;
    }

    /// <summary>Nothing is done without the test's knowing.</summary>
    // Headers of traces are sent as tests write them.
    public static SocketsHttpHandler NewHandler() => new() { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null };

    public static string NewName() => $"test {Guid.NewGuid()}";

    /// <summary>A body that is sent as it is.</summary>
    public static HttpContent Raw(byte[] body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    public static HttpContent Raw(string body, string? contentType = "application/json") => Raw(Encoding.UTF8.GetBytes(body), contentType);

    public static HttpContent Json(object body) => JsonContent.Create(body, body.GetType());

    public void Dispose() => _http.Dispose();

    // Others cannot be read twice, or are compressed.
    private static async Task<byte[]?> SentAsync(HttpContent? content) => content is (ByteArrayContent or JsonContent) and { Headers.ContentEncoding.Count: 0 } ? await content.ReadAsByteArrayAsync() : null;

    // A text is JSON already.
    private static HttpContent Content(object body) => body is string json ? Raw(json) : Json(body);
}
