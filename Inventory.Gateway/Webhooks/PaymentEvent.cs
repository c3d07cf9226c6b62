using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;
using Inventory.Domain.Webhooks;
using Inventory.Gateway.Billing;

namespace Inventory.Gateway.Webhooks;

/// <summary>A webhook that reports a payment.</summary>
[Example(
    """
    {"type": "payment.received", "timestamp": "2026-12-01T10:00:00Z",
    "data": {"customer": "0198a7b0-0000-7000-8000-0000000000dd", "amount": "12.00", "currency": "EUR", "method": "card", "reference": "ch_4711"}}
    """)]
public sealed record PaymentEventRequest
{
    private const string Actor = "webhook";

    /// <summary>Events of other types are accepted and ignored.</summary>
    public const string Received = "payment.received";

    /// <summary><c>payment.received</c>.</summary>
    [Required, MinLength(1)]
    public string? Type { get; set; }

    /// <summary>When the provider received the money. Not stored: the ledger uses its own time.</summary>
    [DataType(DataType.DateTime)]
    public string? Timestamp { get; set; }

    [Required]
    public PaymentEventData? Data { get; set; }

    public (Payment? Payment, IReadOnlyList<ValidationError> Faults) ToCommand(string currency, string id)
    {
        var faults = new List<ValidationError>();
        if (Data is null)
            return (null, [ValidationError.Member("data", "data is missing.")]);
        var amount = Data.Check(faults, currency, "data/");
        if (Data.Currency != currency)
            faults.Add(ValidationError.Member("data/currency", $"currency has to be {currency}, the currency of all accounts."));
        return faults.Count > 0 ? (null, faults) : (Data.ToPayment($"webhook:{id}", Fingerprint(Data, amount), amount, Actor), faults);
    }

    // Covers the content and not the JSON text, which may differ when the provider sends the event again.
    private static long Fingerprint(PaymentDetails payment, Money amount) =>
        IdempotencyKeyHeader.Fingerprint($"{amount.MinorUnits}\n{payment.Method}\n{payment.Reference}", body: default);
}

/// <summary>A payment, as the provider reports it.</summary>
public sealed record PaymentEventData : PaymentDetails
{
    /// <summary>ISO 4217: the currency of all accounts.</summary>
    [Required, MinLength(1)]
    public string? Currency { get; set; }
}

/// <summary>Without secrets, there is no webhook for payments.</summary>
public sealed record PaymentSecrets(IReadOnlyList<WebhookSecret> All);
