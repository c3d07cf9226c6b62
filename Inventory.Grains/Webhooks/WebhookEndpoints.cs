namespace Inventory.Webhooks;

/// <summary>All who are told of what happens here. They are the same in every process that has grains.</summary>
public sealed class WebhookEndpoints(IReadOnlyList<WebhookEndpoint> all)
{
    /// <summary>Nobody is told of anything.</summary>
    public static readonly WebhookEndpoints None = new([]);

    public IEnumerable<WebhookEndpoint> Wanting(string type) => all.Where(endpoint => endpoint.Events.Contains(type));

    /// <returns>The endpoint with this URL, or <c>null</c> when it is not configured any more.</returns>
    public WebhookEndpoint? Find(string url) => all.FirstOrDefault(endpoint => endpoint.Url.AbsoluteUri == url);
}
