namespace Inventory.Contracts;

public enum AdmitStatus
{
    Admitted = 1,

    /// <summary>The customer has as many bookings as it may.</summary>
    TooMany = 2,

    /// <summary>It is further ahead than the customer may book.</summary>
    TooFarAhead = 3,

    /// <summary>The request's key was used before, for another request.</summary>
    KeyReused = 4,
}

/// <param name="Status">Whether the booking may be tried.</param>
/// <param name="Booking">Its id: that of the request, or of the same request before.</param>
/// <param name="Expires">When it counts no more unless it is confirmed.</param>
[GenerateSerializer, Immutable]
public sealed record AdmitResult(AdmitStatus Status, Guid Booking, Instant Expires);
