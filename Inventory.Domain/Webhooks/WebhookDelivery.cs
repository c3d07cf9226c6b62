using Inventory.Domain.Time;

namespace Inventory.Domain.Webhooks;

/// <summary>One event on its way to one endpoint.</summary>
[GenerateSerializer, Immutable, Alias("inventory.webhook-delivery")]
public sealed record WebhookDelivery
{
    /// <summary>The id of the event.</summary>
    [Id(0)]
    public required string Event { get; init; }

    /// <summary>The type of the event.</summary>
    [Id(1)]
    public required string Type { get; init; }

    /// <summary>Of the endpoint, as it is configured.</summary>
    [Id(2)]
    public required string Url { get; init; }

    [Id(3)]
    public required DeliveryStatus Status { get; init; }

    /// <summary>How often it was sent.</summary>
    [Id(4)]
    public int Attempts { get; init; }

    /// <summary>The HTTP status of the last answer; <c>null</c> when the last attempt had none.</summary>
    [Id(5)]
    public int? LastStatus { get; init; }

    /// <summary>Why the last attempt had no answer, or there will be no other; for people.</summary>
    [Id(6)]
    public string? LastFault { get; init; }

    [Id(7)]
    public required Instant Created { get; init; }

    /// <summary>When it is sent next; <c>null</c> when it has ended.</summary>
    [Id(8)]
    public Instant? Next { get; init; }

    /// <summary>When it has ended; <c>null</c> while it is pending.</summary>
    [Id(9)]
    public Instant? Finished { get; init; }
}

public enum DeliveryStatus
{
    /// <summary>It will be attempted, for the first time or again.</summary>
    Pending = 1,

    /// <summary>The receiver has answered with a status from 200 to 299.</summary>
    Delivered = 2,

    /// <summary>It is given up.</summary>
    Failed = 3,
}

/// <summary>What is kept of a delivery.</summary>
public sealed record DeliveryState
{
    /// <summary><c>null</c> until it was asked for, and when it is forgotten.</summary>
    public WebhookDelivery? Delivery { get; init; }

    /// <summary>The body, the same at every attempt.</summary>
    public string Payload { get; init; } = "";
}

/// <summary>What came of sending a webhook once.</summary>
/// <param name="Status">Of the answer; <c>null</c> when there was none.</param>
/// <param name="Fault">Why there was none, for people.</param>
public sealed record DeliveryResult(int? Status, string? Fault = null);
