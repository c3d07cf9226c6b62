using System.Text.Json;
using Inventory.Domain.Webhooks;
using Inventory.Storage;

namespace Inventory.Tests.Grains.Webhooks;

/// <summary>A webhook that has arrived.</summary>
internal sealed record ReceivedWebhook
{
    public required string Path { get; init; }

    public required string? ContentType { get; init; }

    public required string Id { get; init; }

    public required string Timestamp { get; init; }

    public required string Signature { get; init; }

    public required byte[] Body { get; init; }

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>Checks that it was signed with the secret that all endpoints of the tests have, around now.</summary>
    public ReceivedWebhook ExpectSigned(TimeProvider? clock = null)
    {
        Assert.True(WebhookSecret.TryParse(Endpoints.Secret, out var secret));
        var now = (clock ?? TimeProvider.System).Now();
        Assert.Equal(SignatureStatus.Valid, WebhookSignature.Verify([secret], Id, Timestamp, Signature, Body, now));
        return this;
    }
}
