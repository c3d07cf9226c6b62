using System.Text;
using System.Text.Json;

namespace Inventory.Tests.Gateway;

/// <summary>What came back, read whole.</summary>
internal sealed record Answer
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The method, path and query that it answers.</summary>
    public required string Request { get; init; }

    public required string Method { get; init; }

    /// <summary>The path that was asked for.</summary>
    public required string Path { get; init; }

    public required int Status { get; init; }

    /// <summary>All headers, those of the content too.</summary>
    public required ILookup<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    public string Text => StrictUtf8.GetString(Body);

    public string? ContentType => Header("Content-Type");

    public string? ETag => Header("ETag");

    public string? Location => Header("Location");

    /// <summary>The path of the next page, if a link names one.</summary>
    public string? Next => Header("Link") is { } link && link.StartsWith('<') && link.EndsWith(">; rel=\"next\"", StringComparison.Ordinal)
        ? link[1..link.IndexOf('>', StringComparison.Ordinal)]
        : null;

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public IReadOnlyList<JsonElement> Items => [.. Json.EnumerateArray()];

    /// <summary>A member of the object that came back.</summary>
    public JsonElement this[string member] => Json.GetProperty(member);

    public string Id => this["id"].GetString()!;

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new()
    {
        Request = $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.PathAndQuery}",
        Method = response.RequestMessage.Method.Method,
        Path = response.RequestMessage.RequestUri.AbsolutePath,
        Status = (int)response.StatusCode,
        Headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(h => h.Value, (h, value) => (h.Key, value)).ToLookup(h => h.Key, h => h.value, StringComparer.OrdinalIgnoreCase),
        Body = await response.Content.ReadAsByteArrayAsync(),
    };

    public string? Header(string name) => Headers[name].SingleOrDefault();

    public Answer Expect(int status)
    {
        ExpectStatus(status);
        if (status is 200 or 201)
            Assert.Equal("application/json; charset=utf-8", ContentType);
        return this;
    }

    /// <summary>Also where there is no body.</summary>
    public Answer ExpectStatus(int status)
    {
        Assert.True(Status == status, $"{Request}: {Status} instead of {status}: {Encoding.UTF8.GetString(Body)}");
        return this;
    }

    /// <summary>Checks that it is this problem, and a well-made one.</summary>
    public Answer ExpectProblem(int status, string name)
    {
        Expect(status);
        ExpectSomeProblem();
        Assert.Equal($"/problems/{name}", this["type"].GetString());
        return this;
    }

    /// <summary>Checks that it is a well-made problem: RFC 9457, and what the contract adds to it.</summary>
    public Answer ExpectSomeProblem()
    {
        Assert.True(ContentType == "application/problem+json", $"{Request}: {Status} {ContentType}: {Encoding.UTF8.GetString(Body)}");
        Assert.Equal(Status, this["status"].GetInt32());
        Assert.StartsWith("/problems/", this["type"].GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", this["title"].GetString());
        Assert.NotEqual("", this["detail"].GetString());
        Assert.Equal(Path, this["instance"].GetString());
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Text, StringComparison.Ordinal);
        Assert.Equal(Status is 503 or 429, Headers.Contains("Retry-After"));
        return this;
    }

    /// <summary>Checks that it names these faults, each with a detail, and no others.</summary>
    public Answer ExpectFaults(params string[] pointers)
    {
        ExpectProblem(422, "invalid");
        var errors = this["errors"].EnumerateArray().ToList();
        Assert.Equal(pointers.Order(), errors.Select(e => e.GetProperty("pointer").GetString()).Order());
        Assert.All(errors, e => Assert.NotEqual("", e.GetProperty("detail").GetString()));
        return this;
    }

    /// <summary>The ids in <c>conflicts</c>, in their order.</summary>
    public IEnumerable<string> Conflicts => this["conflicts"].EnumerateArray().Select(c => c.GetProperty("id").GetString()!);
}
