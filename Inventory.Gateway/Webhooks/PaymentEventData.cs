using System.ComponentModel.DataAnnotations;
using Inventory.Gateway.Billing;

namespace Inventory.Gateway.Webhooks;

/// <summary>A payment, as its provider reports it.</summary>
public sealed record PaymentEventData : PaymentDetails
{
    /// <summary>ISO 4217: that of all accounts.</summary>
    [Required, MinLength(1)]
    public string? Currency { get; set; }
}
