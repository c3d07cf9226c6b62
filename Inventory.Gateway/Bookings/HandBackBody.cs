using System.ComponentModel.DataAnnotations;

namespace Inventory.Gateway.Bookings;

/// <summary>That everything is back.</summary>
public sealed record HandBackBody
{
    /// <summary>When, if not now; not ahead, and not before the booking began.</summary>
    [MaxLength(100)]
    public string? ReturnedAt { get; set; }
}
