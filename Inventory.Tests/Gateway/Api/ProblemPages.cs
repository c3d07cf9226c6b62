using System.Collections.Concurrent;

namespace Inventory.Tests.Gateway.Api;

/// <summary>Sees that every type of problem that is ever answered has its page.</summary>
internal sealed class ProblemPages
{
    private readonly ConcurrentDictionary<string, bool> _seen = new();

    public async Task SeeAsync(GatewayClient client, Answer answer)
    {
        if (answer.ContentType != "application/problem+json" || answer.Body.Length == 0)
            return;
        var type = answer["type"].GetString()!;
        // At most once each, and not while the disk is full or the process ends.
        if (answer.Status == 503 || !_seen.TryAdd(type, true))
            return;
        var page = await client.Get(type);
        Assert.Equal(200, page.Status);
        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.Contains(type, page.Text, StringComparison.Ordinal);
    }
}
