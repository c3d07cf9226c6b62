using System.Security.Cryptography;
using System.Text;
using Inventory.Domain.Webhooks;

namespace Inventory.Grains.Webhooks;

/// <summary>All who are told of what happens here. They are the same in every process that has grains.</summary>
public sealed class WebhookEndpoints(IReadOnlyList<WebhookEndpoint> all)
{
    /// <summary>Nobody is told of anything.</summary>
    public static readonly WebhookEndpoints None = new([]);

    public IEnumerable<WebhookEndpoint> SubscribedTo(string type) => all.Where(endpoint => endpoint.Events.Contains(type));

    /// <returns>The endpoint with this URL, or <c>null</c> when it is not configured any more.</returns>
    public WebhookEndpoint? Find(string url) => all.FirstOrDefault(endpoint => endpoint.Url.AbsoluteUri == url);
}

/// <summary>Somebody who is told of what happens here.</summary>
/// <param name="Url">Where to send it. It is the endpoint's identity: another URL is another endpoint.</param>
/// <param name="Secrets">One at least; a webhook is signed with each.</param>
/// <param name="Events">Which types of events it wants, of <see cref="WebhookEventTypes"/>.</param>
public sealed record WebhookEndpoint(Uri Url, IReadOnlyList<WebhookSecret> Secrets, IReadOnlySet<string> Events)
{
    private const int KeyBytes = 8;

    /// <summary>The key of the delivery of an event to this endpoint. A URL can be longer than a key may be.</summary>
    public string DeliveryKey(string eventId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Url.AbsoluteUri));
        return $"{Convert.ToHexStringLower(hash.AsSpan(0, KeyBytes))}/{eventId}";
    }
}
