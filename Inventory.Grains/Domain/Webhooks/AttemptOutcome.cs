namespace Inventory.Domain.Webhooks;

/// <summary>What came of sending a webhook once.</summary>
/// <param name="Status">Of the answer; <c>null</c> when there was none.</param>
/// <param name="Fault">Why there was none, for people.</param>
public sealed record AttemptOutcome(int? Status, string? Fault = null);
