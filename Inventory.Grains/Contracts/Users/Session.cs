namespace Inventory.Contracts;

/// <summary>A token that was given out at a login. The token itself is nowhere kept.</summary>
/// <param name="TokenHash">The SHA-256 of the token, in lower-case hexadecimal.</param>
/// <param name="Opened">When.</param>
/// <param name="Expires">From then on it is dead.</param>
[GenerateSerializer, Immutable]
public sealed record Session(string TokenHash, Instant Opened, Instant Expires);
