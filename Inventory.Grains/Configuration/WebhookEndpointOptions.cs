namespace Inventory.Configuration;

/// <summary>One of <c>Inventory:Webhooks:Endpoints</c>.</summary>
public sealed class WebhookEndpointOptions
{
    /// <summary>Where to send events: <c>https://…</c>.</summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// <c>whsec_</c> and the base64 of 24 to 64 bytes. While it is exchanged there may be more than one, and each webhook is signed with
    /// all of them.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];

    /// <summary>The types of events that it wants. Default: all.</summary>
    public IReadOnlyList<string> Events { get; set; } = [];
}
