using static Inventory.Tests.Gateway.Security.AccessContract;

namespace Inventory.Tests.Gateway.Security;

/// <summary>Every endpoint of the running service, with every kind of caller.</summary>
[Collection(SecuredGatewayTests.Name)]
public sealed class AccessTests(SecuredGateway gateway)
{
    /// <summary>Not in the document: pages for people.</summary>
    private static readonly string[] Pages = ["/", "/about", "/problems", "/problems/overlap", "/docs/index.html", "/openapi/v1.json"];

    private const string EventStream = "text/event-stream";
    private const string OfTypes = "/api/{type}";

    private static readonly string[] Priced = ["cars", "lorries", "trucks"];

    private static readonly string[] Collections = ["cars", "lorries", "trucks", "runways", "launchpads", "devices", "lots"];

    // The operations of a type are made as those of another: here for one caller of each role.
    private static readonly string[] Alike = ["/api/lorries", "/api/trucks", "/api/launchpads"];

    private static readonly string[] Roles = ["nobody", "a customer", "an operator", "an admin"];

    private IEnumerable<(string Name, string? Token, For[] May)> Callers =>
    [
        ("nobody", null, [For.All, For.Public]),
        ("garbage", "garbage", [For.All]),
        ("a token that was never given out", $"it_{new string('A', 64)}", [For.All]),
        ("an expired token", gateway.Expired, [For.All]),
        ("a revoked token", gateway.Revoked, [For.All]),
        ("a customer", gateway.Customer, [For.All, For.Public, For.Known, For.FeedReaders, For.Bookers]),
        ("another customer", gateway.OtherCustomer, [For.All, For.Public, For.Known, For.FeedReaders, For.Bookers]),
        ("an operator", gateway.Operator, [For.All, For.Public, For.Known, For.FeedReaders, For.Bookers, For.DirectBookers, For.Operators, For.Sellers, For.Cashiers, For.Followers, For.Observers, For.Transferrers]),
        ("an admin", gateway.Admin, [For.All, For.Public, For.Known, For.FeedReaders, For.Bookers, For.DirectBookers, For.Operators, For.Sellers, For.Cashiers, For.Followers, For.Observers, For.Transferrers, For.Admins]),
        ("a key for allocations", gateway.Keys["allocations"], [For.All, For.Public, For.Known, For.FeedReaders, For.Bookers, For.DirectBookers]),
        ("a key for resources", gateway.Keys["resources"], [For.All, For.Public, For.Known, For.Operators]),
        ("a key for beers", gateway.Keys["beers"], [For.All, For.Public, For.Known, For.Sellers]),
        ("a key for payments", gateway.Keys["payments"], [For.All, For.Public, For.Known, For.Cashiers]),
        ("a key for events", gateway.Keys["events"], [For.All, For.Public, For.Known, For.Followers]),
        ("a calendar token", gateway.CalendarToken, [For.All, For.Public, For.FeedReaders]),
        ("a key for metrics", gateway.Keys["metrics"], [For.All, For.Public, For.Observers]),
    ];

    [Fact]
    public async Task Every_operation_is_for_whom_it_is_meant_and_for_nobody_else()
    {
        List<string> faults = [];
        foreach (var (method, path) in await OperationsAsync())
        {
            if (ExpectationOf(method, path) is not { } whom)
            {
                faults.Add($"{method} {path}: nothing says whom it is for. Give it a policy, and name it here.");
                continue;
            }
            // Who may would be logged out: see UserTests.
            var isEnd = (method, path) == ("delete", "/api/users/me/tokens");
            var isAlike = Array.Exists(Alike, type => path.StartsWith(type, StringComparison.Ordinal));
            foreach (var caller in Callers.Where(caller => (!isEnd || !caller.May.Contains(whom)) && (!isAlike || Roles.Contains(caller.Name))))
                if (await FaultAsync(method, path, caller, caller.May.Contains(whom)) is { } fault)
                    faults.Add(fault);
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Streams_are_for_whom_they_are_meant_and_for_nobody_else()
    {
        var streams = (await gateway.Client.Get("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out var get) && get.GetProperty("responses").GetProperty("200").TryGetProperty("content", out var content) && content.TryGetProperty(EventStream, out _))
            // Of what has to be there first.
            .Where(path => !path.Name.Contains("{id}", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(streams);
        using var http = new HttpClient();
        foreach (var path in streams.SelectMany(path => PathsOf(path.Name)))
        {
            foreach (var caller in Callers)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Address, path));
                request.Headers.Accept.ParseAdd(EventStream);
                if (caller.Token is not null)
                    request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {caller.Token}");
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var expected = caller.May.Contains(ExpectationOf("get", path)!.Value) ? 200 : caller.May.Contains(For.Public) && caller.Token is not null ? 403 : 401;
                Assert.Equal((caller.Name, expected), (caller.Name, (int)answer.StatusCode));
                Assert.Equal(expected == 200 ? EventStream : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            }
        }
    }

    [Fact]
    public async Task What_is_expected_is_there()
    {
        var operations = await OperationsAsync();
        Assert.All(Others.Keys, key => Assert.Contains((key.Split(' ')[0], key.Split(' ')[1]), operations));
        Assert.All(OfCollections.Keys, key => Assert.Contains((key.Split(' ')[0], $"/api/{(key.EndsWith("/load", StringComparison.Ordinal) ? "lots" : "runways")}{key.Split(' ')[1]}"), operations));
        Assert.Equal(operations.Count, operations.Distinct().Count());
    }

    [Fact]
    public async Task Pages_are_for_everybody()
    {
        foreach (var page in Pages)
            foreach (var (_, token, _) in Callers)
                Assert.Equal(200, (await gateway.Client.Get(page, token is null ? [] : [SecuredGateway.As(token)])).Status);
    }

    [Fact]
    public async Task Figures_are_for_operators_and_for_whoever_has_a_key_for_them()
    {
        foreach (var (name, token, may) in Callers)
        {
            var answer = await gateway.Client.Get("/metrics", token is null ? [] : [SecuredGateway.As(token)]);
            Assert.Equal((name, may.Contains(For.Observers) ? 200 : may.Contains(For.Public) && token is not null ? 403 : 401), (name, answer.Status));
        }
    }

    [Fact]
    public async Task What_is_not_there_is_not_there_for_anybody()
    {
        foreach (var (_, token, _) in Callers)
            (await gateway.Client.Get("/api/nothing", token is null ? [] : [SecuredGateway.As(token)])).ExpectProblem(404, "not-found");
    }

    private async Task<List<(string Method, string Path)>> OperationsAsync() =>
        [.. (await gateway.Client.Get("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().SelectMany(o => PathsOf(path.Name).Select(each => (o.Name, each))))];

    // The document has each operation once for all types; who may use it may depend on the type.
    private static IEnumerable<string> PathsOf(string path) =>
        path.StartsWith(OfTypes, StringComparison.Ordinal) ? Collections.Where(collection => Has(collection, path[OfTypes.Length..])).Select(collection => $"/api/{collection}{path[OfTypes.Length..]}") : [path];

    private static bool Has(string collection, string path) => collection switch
    {
        "devices" => path is "" or ".csv" or "/{id}" or "/{id}/history",
        "lots" => path != "/{id}/slots",
        "runways" or "launchpads" => path != "/{id}/load",
        _ => path is not ("/{id}/slots" or "/{id}/load"),
    };

    private static For? ExpectationOf(string method, string path)
    {
        // Who may read may ask for the headers of it.
        method = method == "head" ? "get" : method;
        if (Others.TryGetValue($"{method} {path}", out var other))
            return other;
        if (path.EndsWith(".csv", StringComparison.Ordinal) && Collections.Contains(path["/api/".Length..^".csv".Length]))
            return For.Transferrers;
        var parts = path.Split('/', 4);
        return parts is ["", "api", var collection, ..] && Collections.Contains(collection)
            && OfCollections.TryGetValue($"{method} {path[$"/api/{collection}".Length..]}", out var whom)
            ? whom == For.Bookers && method != "get" && Priced.Contains(collection) && !path.Contains("/check-", StringComparison.Ordinal) && !path.Contains("/waiting", StringComparison.Ordinal) ? For.DirectBookers : whom
            : null;
    }

    // Nothing is there under these ids, and nothing can be made of these bodies: an answer that is no refusal changes nothing.
    private async Task<string?> FaultAsync(string method, string path, (string Name, string? Token, For[] May) caller, bool may)
    {
        path = path.Replace("{id}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{entry_id}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{allocation_id}", $"{Guid.NewGuid()}", StringComparison.Ordinal)
            .Replace("{item}", "0", StringComparison.Ordinal);
        // Who may open the stream would read it for ever.
        path = path.EndsWith("/changes", StringComparison.Ordinal) ? $"{path}?after=nowhere" : path;
        var content = method is "post" or "put" or "patch" && !path.EndsWith("/confirm", StringComparison.Ordinal) ? GatewayClient.Raw("{}", path.EndsWith("/holidays", StringComparison.Ordinal) ? "text/calendar" : path.EndsWith("/imports", StringComparison.Ordinal) ? "text/csv" : "application/json") : null;
        var answer = await gateway.Client.Send(new HttpMethod(method.ToUpperInvariant()), path, content, caller.Token is null ? [] : [SecuredGateway.As(caller.Token)]);
        var isGood = caller.May.Contains(For.Public) && caller.Token is not null;
        var expected = may ? "no refusal" : isGood ? "403" : "401";
        var isExpected = may ? answer.Status is not (401 or 403 or 429 or >= 500) : $"{answer.Status}" == expected;
        var hasChallenge = answer.Headers["WWW-Authenticate"].Any() == (answer.Status == 401);
        return isExpected && hasChallenge ? null : $"{method} {path} by {caller.Name}: {answer.Status} instead of {expected}: {answer.Text}";
    }
}
