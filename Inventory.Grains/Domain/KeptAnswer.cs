using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>What a request that carried a key has made, to be told again.</summary>
/// <param name="Key">The client's key, and the fingerprint of its request.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Allocation">As it was then.</param>
public sealed record KeptAnswer(RequestKey Key, Instant At, Allocation Allocation);
