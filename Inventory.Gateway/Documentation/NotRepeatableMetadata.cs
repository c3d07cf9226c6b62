namespace Inventory.Gateway.Documentation;

/// <summary>The endpoint keeps no answer for an <c>Idempotency-Key</c>: sent again it does no harm, or says what is there already.</summary>
public sealed record NotRepeatableMetadata;
