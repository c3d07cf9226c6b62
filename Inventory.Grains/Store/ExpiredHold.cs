using Inventory.Contracts;

namespace Inventory.Store;

/// <summary>A hold that ended unconfirmed.</summary>
/// <param name="AllocationId">Whose.</param>
/// <param name="At">When that was written down.</param>
public sealed record ExpiredHold(Guid AllocationId, Instant At);
