using Inventory.Contracts;

namespace Inventory.Store;

/// <summary>A resource that a request with a key has made.</summary>
/// <param name="Key">The client's key, and the fingerprint of its request.</param>
/// <param name="At">When it was made.</param>
/// <param name="Resource">As it was then.</param>
public sealed record KeptCreation(RequestKey Key, Instant At, Resource Resource);
