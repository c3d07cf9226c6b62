namespace Inventory.Domain.Allocations;

/// <summary>How much of a pool is taken during a time.</summary>
/// <param name="Time">Throughout it nothing changes.</param>
/// <param name="Firm">Units of firm allocations.</param>
/// <param name="Held">Units of holds and requests.</param>
/// <param name="Free">The rest.</param>
[GenerateSerializer, Immutable, Alias("inventory.pool-load")]
public readonly record struct PoolLoad([property: Id(0)] Interval Time, [property: Id(1)] long Firm, [property: Id(2)] long Held, [property: Id(3)] long Free);

/// <param name="Loads">By start, without gaps; <c>null</c> if there is no such resource.</param>
/// <param name="HasMore">The window has more changes than are listed.</param>
[GenerateSerializer, Immutable, Alias("inventory.pool-load-page")]
public sealed record PoolLoadPage(ImmutableArray<PoolLoad>? Loads, bool HasMore);
