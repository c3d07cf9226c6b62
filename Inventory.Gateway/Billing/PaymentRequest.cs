using System.ComponentModel.DataAnnotations;
using Inventory.Contracts;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Billing;

/// <summary>Money that came in.</summary>
/// <remarks>The annotations are for the OpenAPI document; <see cref="ToCommand"/> checks.</remarks>
public sealed record PaymentRequest
{
    private const int MaxCustomerLength = 100;
    private const int MaxReferenceLength = 100;
    private static readonly string[] Methods = ["transfer", "cash", "card"];

    /// <summary>Whose account it is for, as bookings name it.</summary>
    [Required, Length(1, MaxCustomerLength)]
    public string? Customer { get; set; }

    /// <summary>A decimal text above zero.</summary>
    [Required, MinLength(1)]
    public string? Amount { get; set; }

    /// <summary><c>transfer</c>, <c>cash</c> or <c>card</c>.</summary>
    [Required, MinLength(1)]
    public string? Method { get; set; }

    /// <summary>Where to find it again: the transfer's reference, the receipt's number. Up to 100 characters.</summary>
    [MaxLength(MaxReferenceLength)]
    public string? Reference { get; set; }

    /// <returns>The payment, or why there is none.</returns>
    public (Payment? Payment, ProblemResult? Problem) ToCommand(string currency, RequestKey? key, Caller? by)
    {
        var faults = new List<Fault>();
        TextRules.Check(faults, "customer", Customer, 1, MaxCustomerLength);
        TextRules.Check(faults, "reference", Reference, 0, MaxReferenceLength);
        if (!Money.TryParse(Amount, currency, out var amount) || amount.MinorUnits <= 0)
            faults.Add(Fault.Member("amount", $"amount has to be a decimal text above zero in {currency}, such as {new Money(1234, currency)}."));
        if (!Methods.Contains(Method))
            faults.Add(Fault.Member("method", $"method has to be one of {string.Join(", ", Methods)}."));
        if (faults.Count > 0)
            return (null, ProblemResult.Invalid(faults));
        return (new Payment
        {
            Id = $"payment:{key?.Key ?? Guid.CreateVersion7().ToString()}",
            Fingerprint = key?.Fingerprint ?? 0,
            Amount = amount,
            Text = Reference is { Length: > 0 } ? $"{Method}, {Reference}" : Method!,
            Actor = by?.Actor,
        }, null);
    }
}
