using Inventory.Contracts;

namespace Inventory.Gateway.Users;

/// <summary>What a login gives.</summary>
/// <param name="Token">Shown once and kept nowhere: for <c>Authorization: Bearer</c>.</param>
/// <param name="Expires">From then on it is dead.</param>
public sealed record TokenResponse(string Token, Instant Expires);
