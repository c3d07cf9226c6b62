using System.Globalization;
using System.Text;
using Inventory.Domain.Webhooks;
using Inventory.Tests.Grains.Webhooks;

namespace Inventory.Tests.Gateway.Webhooks;

/// <summary>A gateway to which payments are reported, with two secrets, as while one is exchanged.</summary>
public sealed class PaymentGateway : IAsyncLifetime
{
    public const string OldSecret = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private InProcessGateway _gateway = null!;

    internal GatewayClient Client => _gateway.Client;

    public async ValueTask InitializeAsync() => _gateway = await InProcessGateway.StartAsync(
        "--Inventory:Webhooks:Payments:Secrets:0", OldSecret, "--Inventory:Webhooks:Payments:Secrets:1", Endpoints.Secret);

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    internal Task KillAsync() => _gateway.KillAsync();

    internal Task StartAgainAsync() => _gateway.StartAgainAsync();

    /// <summary>Sends what a provider would, signed.</summary>
    internal Task<Answer> Report(
        string body, string? id = null, string secret = Endpoints.Secret, int secondsAgo = 0, string contentType = "application/json") =>
        Client.Send(HttpMethod.Post, Path, GatewayClient.Raw(body, contentType), Sign(body, id, secret, secondsAgo));

    /// <summary>The headers of what a provider sends.</summary>
    internal static (string, string)[] Sign(string body, string? id = null, string secret = Endpoints.Secret, int secondsAgo = 0)
    {
        id ??= $"{Guid.NewGuid()}";
        var timestamp = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - secondsAgo).ToString(CultureInfo.InvariantCulture);
        Assert.True(WebhookSecret.TryParse(secret, out var key));
        var signature = WebhookSignature.Sign([key], id, timestamp, Encoding.UTF8.GetBytes(body));
        return [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)];
    }

    internal const string Path = "/api/webhooks/payments";
}
