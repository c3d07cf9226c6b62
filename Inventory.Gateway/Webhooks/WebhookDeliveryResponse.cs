using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;

namespace Inventory.Gateway.Webhooks;

/// <summary>One event on its way to one endpoint.</summary>
public sealed record WebhookDeliveryResponse
{
    /// <summary>The <c>webhook-id</c>, the same at every attempt and for every endpoint.</summary>
    public required string Id { get; init; }

    /// <summary>The type of the event.</summary>
    public required string Type { get; init; }

    /// <summary>Of the endpoint, without its query, which may hold a secret.</summary>
    public required string Url { get; init; }

    /// <summary><c>pending</c>, <c>delivered</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>How often it was sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>The HTTP status of the last answer; <c>null</c> when the last attempt had none.</summary>
    public required int? LastStatus { get; init; }

    /// <summary>Why the last attempt had no answer, or there will be no other.</summary>
    public required string? LastFault { get; init; }

    public required Instant Created { get; init; }

    /// <summary>When it is sent next; <c>null</c> when it has ended.</summary>
    public required Instant NextAttempt { get; init; }

    /// <summary>When it has ended; <c>null</c> while it is pending.</summary>
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

/// <summary>
/// As much of a webhook as is looked at before it is known what it is: of events that nobody here waits for, the rest may be anything.
/// </summary>
public sealed record WebhookEnvelope
{
    public string? Type { get; set; }
}
