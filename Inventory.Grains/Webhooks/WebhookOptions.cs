using Inventory.Domain.Webhooks;
using Inventory.Grains.Configuration;
using Inventory.Storage;
using Microsoft.Extensions.Configuration;

namespace Inventory.Grains.Webhooks;

/// <summary>
/// The section <c>Inventory:Webhooks</c> of the configuration: who is told of what happens here, and from whom payments are taken.
/// </summary>
public sealed class WebhookOptions
{
    public const string Section = "Inventory:Webhooks";

    /// <summary>Who is told of what happens here. The process that has the grains sends. Default: nobody.</summary>
    public IReadOnlyList<WebhookEndpointOptions> Endpoints { get; set; } = [];

    /// <summary>
    /// Whether endpoints may be in private networks, on this machine, and at other addresses that are not public: else who can choose a
    /// URL, or a name's address, could reach what only this machine can. Default: no.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Whether endpoints may be without TLS. Default: no.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// How long one attempt may take, in seconds, 1 to 60. Default: 15, which the Standard Webhooks specification proposes.
    /// </summary>
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>Where payments are reported to.</summary>
    public PaymentWebhookOptions Payments { get; set; } = new();

    /// <exception cref="StoreOpenException">A value is not of its type, or no setting that there is; the message names it.</exception>
    public static WebhookOptions From(IConfiguration configuration)
    {
        var options = StrictSection.Read<WebhookOptions>(configuration, Section);
        return options.TimeoutSeconds is >= 1 and <= 60
            ? options
            : throw new StoreOpenException($"{Section}:TimeoutSeconds is {options.TimeoutSeconds}; it has to be from 1 to 60.");
    }

    /// <exception cref="StoreOpenException">One cannot be used; the message says why.</exception>
    public WebhookEndpoints ToEndpoints()
    {
        List<WebhookEndpoint> endpoints = [];
        foreach (var (i, options) in Endpoints.Index())
        {
            var endpoint = ToEndpoint($"{Section}:Endpoints:{i}", options);
            if (endpoints.Any(other => other.Url == endpoint.Url))
                throw new StoreOpenException($"{Section}:Endpoints:{i}:Url is that of another endpoint.");
            endpoints.Add(endpoint);
        }
        return new(endpoints);
    }

    /// <exception cref="StoreOpenException">One is none; the message says which, and not what it is.</exception>
    public IReadOnlyList<WebhookSecret> ToPaymentSecrets() => ToSecrets($"{Section}:Payments", Payments.Secrets);

    private WebhookEndpoint ToEndpoint(string setting, WebhookEndpointOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || !IsAllowed(url.Scheme))
            throw new StoreOpenException(
                $"{setting}:Url has to begin with https://{(AllowHttp ? " or http://" : $", unless {Section}:AllowHttp is true")}.");
        if (url.UserInfo.Length > 0)
            throw new StoreOpenException(
                $"{setting}:Url has a user's name, which is not sent: receivers know webhooks by their signatures.");
        if (options.Events.FirstOrDefault(type => !WebhookEventTypes.All.Contains(type)) is { } unknown)
            throw new StoreOpenException($"{setting}:Events has '{unknown}'; there are {string.Join(", ", WebhookEventTypes.All)}.");
        if (options.Secrets.Count == 0)
            throw new StoreOpenException($"{setting}:Secrets is missing: receivers know webhooks by their signatures.");
        var events = options.Events.Count == 0 ? WebhookEventTypes.All : options.Events;
        return new(url, ToSecrets(setting, options.Secrets), events.ToHashSet(StringComparer.Ordinal));
    }

    private bool IsAllowed(string scheme) => scheme == Uri.UriSchemeHttps || (AllowHttp && scheme == Uri.UriSchemeHttp);

    private static List<WebhookSecret> ToSecrets(string setting, IReadOnlyList<string> texts)
    {
        List<WebhookSecret> secrets = [];
        foreach (var (i, text) in texts.Index())
            secrets.Add(WebhookSecret.TryParse(text, out var secret)
                ? secret
                : throw new StoreOpenException($"{setting}:Secrets:{i} {WebhookSecret.Expected}."));
        return secrets;
    }
}

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

/// <summary>The section <c>Inventory:Webhooks:Payments</c>.</summary>
public sealed class PaymentWebhookOptions
{
    /// <summary>
    /// What the provider of payments signs with: <c>whsec_</c> and the base64 of 24 to 64 bytes. Any of them is good. Default: none, and no
    /// webhook is taken.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];
}
