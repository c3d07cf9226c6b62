namespace Inventory.Contracts;

/// <summary>A session that is open, and whose it is.</summary>
/// <param name="User">As it is now.</param>
/// <param name="Expires">When the session ends, if nobody ends it before.</param>
[GenerateSerializer, Immutable]
public sealed record OpenSession(User User, Instant Expires);
