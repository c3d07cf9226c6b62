using System.ComponentModel.DataAnnotations;
using Inventory.Gateway.Billing;

namespace Inventory.Gateway.Webhooks;

/// <summary>A payment, as its provider reports it.</summary>
public sealed record PaymentEventData
{
    /// <summary>Whose account it is for: the id of a user, or what else has an account.</summary>
    [Required, Length(1, PaymentRequest.MaxCustomerLength)]
    public string? Customer { get; set; }

    /// <summary>A decimal text above zero.</summary>
    [Required, MinLength(1)]
    public string? Amount { get; set; }

    /// <summary>ISO 4217: that of all accounts.</summary>
    [Required, MinLength(1)]
    public string? Currency { get; set; }

    /// <summary><c>transfer</c>, <c>cash</c> or <c>card</c>.</summary>
    [Required, MinLength(1)]
    public string? Method { get; set; }

    /// <summary>Where to find it again at the provider. Up to 100 characters.</summary>
    [MaxLength(PaymentRequest.MaxReferenceLength)]
    public string? Reference { get; set; }

    public PaymentRequest ToRequest() => new() { Customer = Customer, Amount = Amount, Method = Method, Reference = Reference };
}
