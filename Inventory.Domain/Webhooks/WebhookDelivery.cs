namespace Inventory.Domain.Webhooks;

[GenerateSerializer, Immutable, Alias("inventory.webhook-delivery")]
public sealed record WebhookDelivery
{
    /// <summary>The id of the event.</summary>
    [Id(0)]
    public required string Event { get; init; }

    [Id(1)]
    public required string Type { get; init; }

    [Id(2)]
    public required string Url { get; init; }

    [Id(3)]
    public required DeliveryStatus Status { get; init; }

    [Id(4)]
    public int Attempts { get; init; }

    /// <summary>Of the last response; <c>null</c> if there was none.</summary>
    [Id(5)]
    public int? LastStatus { get; init; }

    /// <summary>For people: why there was no response, or will be no further attempt.</summary>
    [Id(6)]
    public string? LastFault { get; init; }

    [Id(7)]
    public required Instant Created { get; init; }

    /// <summary><c>null</c> when it has ended.</summary>
    [Id(8)]
    public Instant? Next { get; init; }

    /// <summary><c>null</c> while it is pending.</summary>
    [Id(9)]
    public Instant? Finished { get; init; }
}

public enum DeliveryStatus
{
    Pending = 1,

    /// <summary>The receiver answered with 200 to 299.</summary>
    Delivered = 2,

    /// <summary>Abandoned.</summary>
    Failed = 3,
}

public sealed record DeliveryState
{
    /// <summary><c>null</c> before it starts and after it is deleted.</summary>
    public WebhookDelivery? Delivery { get; init; }

    /// <summary>The body, the same at every attempt.</summary>
    public string Payload { get; init; } = "";
}

/// <summary>Without a response, the status is <c>null</c> and the fault says why.</summary>
public sealed record DeliveryResult(int? Status, string? Fault = null);
