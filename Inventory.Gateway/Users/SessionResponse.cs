using Inventory.Contracts;

namespace Inventory.Gateway.Users;

/// <summary>That a user has logged in, without the token.</summary>
/// <param name="Opened">When.</param>
/// <param name="Expires">When its token is dead.</param>
public sealed record SessionResponse(Instant Opened, Instant Expires);
