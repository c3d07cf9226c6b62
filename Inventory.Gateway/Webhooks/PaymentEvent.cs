using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Webhooks;
using Inventory.Gateway.Api;
using Inventory.Gateway.Billing;

namespace Inventory.Gateway.Webhooks;

/// <summary>A webhook by which a provider reports a payment.</summary>
/// <remarks>The annotations are for the OpenAPI document; <see cref="ToCommand"/> checks.</remarks>
public sealed record PaymentEventRequest
{
    /// <summary>Who records it, in the ledger.</summary>
    private const string Actor = "webhook";

    /// <summary>The one type that is looked at; all others are taken, and nothing comes of them.</summary>
    public const string Received = "payment.received";

    /// <summary><c>payment.received</c>.</summary>
    [Required, MinLength(1)]
    public string? Type { get; set; }

    /// <summary>
    /// When the money came in, by the provider's clock. It is not kept: the ledger has the time at which it learns of it.
    /// </summary>
    public string? Timestamp { get; set; }

    /// <summary>The payment.</summary>
    [Required]
    public PaymentEventData? Data { get; set; }

    /// <param name="currency">Of all accounts.</param>
    /// <param name="id">The <c>webhook-id</c>.</param>
    /// <returns>The payment, or what is wrong with it.</returns>
    public (Payment? Payment, IReadOnlyList<ValidationError> Faults) ToCommand(string currency, string id)
    {
        var faults = new List<ValidationError>();
        if (Data is null)
            return (null, [ValidationError.Member("data", "data is missing.")]);
        var amount = Data.Check(faults, currency, "data/");
        if (Data.Currency != currency)
            faults.Add(ValidationError.Member("data/currency", $"currency has to be {currency}, in which all accounts are."));
        return faults.Count > 0 ? (null, faults) : (Data.ToPayment($"webhook:{id}", Fingerprint(Data, amount), amount, Actor), faults);
    }

    // Of what it says and not of how: the provider may write it again when it sends it again.
    private static long Fingerprint(PaymentDetails payment, Money amount) =>
        IdempotencyKeyHeader.Fingerprint($"{amount.MinorUnits}\n{payment.Method}\n{payment.Reference}", body: default);
}

/// <summary>A payment, as its provider reports it.</summary>
public sealed record PaymentEventData : PaymentDetails
{
    /// <summary>ISO 4217: that of all accounts.</summary>
    [Required, MinLength(1)]
    public string? Currency { get; set; }
}

/// <summary>What the provider of payments signs with. None: payments are not taken by webhook.</summary>
public sealed record PaymentSecrets(IReadOnlyList<WebhookSecret> All);
