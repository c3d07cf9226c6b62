namespace Inventory.Contracts;

/// <summary>One event on its way to one endpoint.</summary>
[GenerateSerializer, Immutable]
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
