using Inventory.Contracts;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Billing;

/// <summary>Money that came in.</summary>
public sealed record PaymentRequest : PaymentDetails
{
    /// <returns>The payment, or why there is none.</returns>
    public (Payment? Payment, ProblemResult? Problem) ToCommand(string currency, RequestKey? key, Caller? by)
    {
        var faults = new List<Fault>();
        var amount = Check(faults, currency);
        return faults.Count > 0
            ? (null, ProblemResult.Invalid(faults))
            : (ToPayment($"payment:{key?.Key ?? Guid.CreateVersion7().ToString()}", key?.Fingerprint ?? 0, amount, by?.Actor), null);
    }
}
