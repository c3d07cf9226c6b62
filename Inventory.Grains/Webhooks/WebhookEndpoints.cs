using System.Security.Cryptography;
using System.Text;
using Inventory.Domain.Webhooks;

namespace Inventory.Grains.Webhooks;

/// <summary>The subscribers to webhooks. They are the same in every process that has grains.</summary>
public sealed class WebhookEndpoints(IReadOnlyList<WebhookEndpoint> all)
{
    public static readonly WebhookEndpoints None = new([]);

    public IEnumerable<WebhookEndpoint> SubscribedTo(string type) => all.Where(endpoint => endpoint.Events.Contains(type));

    public WebhookEndpoint? Find(string url) => all.FirstOrDefault(endpoint => endpoint.Url.AbsoluteUri == url);
}

/// <summary>The URL is the identity. A webhook is signed with each of the secrets; there is at least one.</summary>
public sealed record WebhookEndpoint(Uri Url, IReadOnlyList<WebhookSecret> Secrets, IReadOnlySet<string> Events)
{
    private const int KeyBytes = 8;

    /// <summary>A hash, because a URL can be longer than a key.</summary>
    public string DeliveryKey(string eventId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Url.AbsoluteUri));
        return $"{Convert.ToHexStringLower(hash.AsSpan(0, KeyBytes))}/{eventId}";
    }
}
