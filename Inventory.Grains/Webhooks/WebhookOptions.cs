using Inventory.Domain.Webhooks;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Configuration;

namespace Inventory.Grains.Webhooks;

/// <summary>The section <c>Inventory:Webhooks</c> of the configuration.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Inventory:Webhooks";

    /// <summary>Subscribers. The process that has the grains sends to them. Default: none.</summary>
    public IReadOnlyList<WebhookEndpointOptions> Endpoints { get; set; } = [];

    /// <summary>Whether endpoints may be at addresses that are not public, such as those that only this machine reaches. Default: no.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Whether endpoints may be without TLS. Default: no.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>For one attempt, 1 to 60. Default: 15, as the Standard Webhooks specification proposes.</summary>
    public int TimeoutSeconds { get; set; } = 15;
    public PaymentWebhookOptions Payments { get; set; } = new();

    /// <exception cref="StoreOpenException">A setting is unknown, malformed or out of range; the message names it.</exception>
    public static WebhookOptions From(IConfiguration configuration)
    {
        var options = StrictSection.Read<WebhookOptions>(configuration, Section);
        return options.TimeoutSeconds is >= 1 and <= 60
            ? options
            : throw new StoreOpenException($"{Section}:TimeoutSeconds is {options.TimeoutSeconds}, but must be a number from 1 to 60.");
    }

    /// <exception cref="StoreOpenException">An endpoint is invalid; the message names it.</exception>
    public WebhookEndpoints ToEndpoints()
    {
        List<WebhookEndpoint> endpoints = [];
        foreach (var (i, options) in Endpoints.Index())
        {
            var endpoint = ToEndpoint($"{Section}:Endpoints:{i}", options);
            if (endpoints.Any(other => other.Url == endpoint.Url))
                throw new StoreOpenException($"{Section}:Endpoints:{i}:Url is the URL of another endpoint.");
            endpoints.Add(endpoint);
        }
        return new(endpoints);
    }

    /// <exception cref="StoreOpenException">A secret is invalid; the message names it and does not contain it.</exception>
    public IReadOnlyList<WebhookSecret> ToPaymentSecrets() => ToSecrets($"{Section}:Payments", Payments.Secrets);

    private WebhookEndpoint ToEndpoint(string setting, WebhookEndpointOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || !IsAllowed(url.Scheme))
            throw new StoreOpenException($"{setting}:Url must begin with https://{(AllowHttp ? " or http://" : $", unless {Section}:AllowHttp is true")}.");
        if (url.UserInfo.Length > 0)
            throw new StoreOpenException($"{setting}:Url contains a username, which is not sent: receivers authenticate webhooks by signature.");
        if (options.Events.FirstOrDefault(type => !WebhookEventTypes.All.Contains(type)) is { } unknown)
            throw new StoreOpenException($"{setting}:Events contains '{unknown}', but must be of {string.Join(", ", WebhookEventTypes.All)}.");
        if (options.Secrets.Count == 0)
            throw new StoreOpenException($"{setting}:Secrets is missing: receivers authenticate webhooks by signature.");
        var events = options.Events.Count == 0 ? WebhookEventTypes.All : options.Events;
        return new(url, ToSecrets(setting, options.Secrets), events.ToHashSet(StringComparer.Ordinal));
    }

    private bool IsAllowed(string scheme) => scheme == Uri.UriSchemeHttps || (AllowHttp && scheme == Uri.UriSchemeHttp);

    private static List<WebhookSecret> ToSecrets(string setting, IReadOnlyList<string> texts) =>
    [
        .. texts.Select((text, i) => WebhookSecret.TryParse(text, out var secret)
            ? secret
            : throw new StoreOpenException($"{setting}:Secrets:{i} {WebhookSecret.Expected}.")),
    ];
}

public sealed class WebhookEndpointOptions
{
    public string Url { get; set; } = "";

    /// <summary><c>whsec_</c> and the base64 of 24 to 64 bytes. At least one; more during a rotation, and each webhook is signed with all.</summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];

    /// <summary>Types of events. Default: all.</summary>
    public IReadOnlyList<string> Events { get; set; } = [];
}

public sealed class PaymentWebhookOptions
{
    /// <summary>The payment provider signs with any of these, in the format of <see cref="WebhookEndpointOptions.Secrets"/>. Default: none; webhooks are refused.</summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];
}
