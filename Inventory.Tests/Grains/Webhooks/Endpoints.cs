using Inventory.Grains.Webhooks;

namespace Inventory.Tests.Grains.Webhooks;

/// <summary>Endpoints for tests.</summary>
internal static class Endpoints
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static WebhookEndpoints Of(params (string Url, string[] Events)[] endpoints) => new WebhookOptions
    {
        AllowHttp = true,
        Endpoints = [.. endpoints.Select(to => new WebhookEndpointOptions { Url = to.Url, Secrets = [Secret], Events = to.Events })],
    }.ToEndpoints();
}
