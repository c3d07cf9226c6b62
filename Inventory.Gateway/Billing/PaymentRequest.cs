using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Billing;
using Inventory.Domain.Pricing;

namespace Inventory.Gateway.Billing;

/// <summary>A payment by a customer.</summary>
[Example("""{"customer": "0198a7b0-0000-7000-8000-0000000000dd", "amount": "12.00", "method": "transfer", "reference": "2026-1"}""")]
public sealed record PaymentRequest : PaymentDetails
{
    public (Payment? Payment, ProblemResult? Problem) ToCommand(string currency, IdempotencyKey? key, Caller? caller)
    {
        var faults = new List<ValidationError>();
        var amount = Check(faults, currency);
        return faults.Count > 0
            ? (null, ProblemResult.Invalid(faults))
            : (ToPayment($"payment:{key?.Key ?? Guid.CreateVersion7().ToString()}", key?.Fingerprint ?? 0, amount, caller?.Actor), null);
    }
}

public abstract record PaymentDetails
{
    private const int MaxCustomerLength = 100;
    private const int MaxReferenceLength = 100;
    private static readonly string[] Methods = ["transfer", "cash", "card"];

    /// <summary>The customer that pays, as bookings name it.</summary>
    [Required, Length(1, MaxCustomerLength)]
    public string? Customer { get; set; }

    /// <summary>A decimal text above zero.</summary>
    [Required, MinLength(1)]
    public string? Amount { get; set; }

    /// <summary><c>transfer</c>, <c>cash</c> or <c>card</c>.</summary>
    [Required, MinLength(1)]
    public string? Method { get; set; }

    /// <summary>The reference of the transfer or the number of the receipt, up to 100 characters.</summary>
    [MaxLength(MaxReferenceLength)]
    public string? Reference { get; set; }

    public Money Check(List<ValidationError> faults, string currency, string path = "")
    {
        TextValidation.Check(faults, $"{path}customer", Customer, 1, MaxCustomerLength);
        TextValidation.Check(faults, $"{path}reference", Reference, 0, MaxReferenceLength);
        if (!Money.TryParse(Amount, currency, out var amount) || amount.MinorUnits <= 0)
            faults.Add(ValidationError.Member($"{path}amount", $"amount has to be a decimal text above zero in {currency}, such as {new Money(1234, currency)}."));
        if (!Methods.Contains(Method))
            faults.Add(ValidationError.Member($"{path}method", $"method has to be one of {string.Join(", ", Methods)}."));
        return amount;
    }

    /// <summary>Payments with the same id are recorded once.</summary>
    public Payment ToPayment(string id, long fingerprint, Money amount, string? actor) =>
        new() { Id = id, Fingerprint = fingerprint, Amount = amount, Text = Reference is { Length: > 0 } ? $"{Method}, {Reference}" : Method!, Actor = actor };
}
