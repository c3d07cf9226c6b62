using Inventory.Contracts;

namespace Inventory.Gateway.FreeTimes;

/// <summary>A slot of an interval resource.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="Free">Whether nobody has taken it, nor a part of it.</param>
public sealed record SlotResponse(Instant From, Instant To, bool Free);
