using Inventory.Contracts;

namespace Inventory.Store;

/// <summary>A hold that ended unconfirmed.</summary>
/// <param name="AllocationId">Its id.</param>
/// <param name="At">When that was written down.</param>
/// <param name="Owner">The customer whose it was, if it was one's.</param>
public sealed record ExpiredHold(Guid AllocationId, Instant At, Guid? Owner = null);
