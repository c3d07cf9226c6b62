using Inventory.Domain.Webhooks;

namespace Inventory.Gateway.Webhooks;

/// <summary>The delivery of an event to an endpoint.</summary>
[Example(
    """
    {"id": "invoice_written_2026-1", "type": "invoice.written", "url": "https://example.org/hooks/inventory",
    "state": "delivered", "attempts": 1, "last_status": 204, "last_fault": null, "created": "2026-11-20T09:01:00Z",
    "next_attempt": null, "finished": "2026-11-20T09:01:01Z"}
    """)]
public sealed record WebhookDeliveryResponse
{
    /// <summary>The <c>webhook-id</c>, the same for every attempt and every endpoint.</summary>
    public required string Id { get; init; }

    public required string Type { get; init; }

    /// <summary>The endpoint, without its query, which may hold a secret.</summary>
    public required string Url { get; init; }

    /// <summary><c>pending</c>, <c>delivered</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    public required int Attempts { get; init; }

    /// <summary>The HTTP status of the last answer; <c>null</c> if the last attempt got none.</summary>
    public required int? LastStatus { get; init; }

    /// <summary>Why the last attempt got no answer, or why there is no further attempt.</summary>
    public required string? LastFault { get; init; }

    public required Instant Created { get; init; }

    /// <summary>When the next attempt is due; <c>null</c> if the delivery has ended.</summary>
    [NullIfInfinite]
    public required Instant NextAttempt { get; init; }

    /// <summary>When the delivery ended; <c>null</c> while it is pending.</summary>
    [NullIfInfinite]
    public required Instant Finished { get; init; }

    public static WebhookDeliveryResponse Of(WebhookDelivery delivery) => new()
    {
        Id = delivery.Event,
        Type = delivery.Type,
        Url = new Uri(delivery.Url).GetLeftPart(UriPartial.Path),
        State = StateOf(delivery.Status),
        Attempts = delivery.Attempts,
        LastStatus = delivery.LastStatus,
        LastFault = delivery.LastFault,
        Created = delivery.Created,
        NextAttempt = delivery.Next ?? Instant.PlusInfinity,
        Finished = delivery.Finished ?? Instant.PlusInfinity,
    };

    private static string StateOf(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => "pending",
        DeliveryStatus.Delivered => "delivered",
        DeliveryStatus.Failed => "failed",
    };
}

/// <summary>Only the type is read first: the rest of an event of another type may be anything.</summary>
public sealed record WebhookEnvelope
{
    public string? Type { get; set; }
}
