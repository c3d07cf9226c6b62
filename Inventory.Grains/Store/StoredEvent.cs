using Inventory.Contracts;
using Inventory.Domain;

namespace Inventory.Store;

/// <summary>One change that was committed.</summary>
/// <param name="Seq">Its place among all events, above 0: a later one has a higher number, perhaps with gaps between.</param>
/// <param name="ResourceId">The resource that changed.</param>
/// <param name="ResourceType">The resource's type.</param>
/// <param name="Version">The version of the resource that it made: 1, 2, 3, … without gaps.</param>
/// <param name="Change">What changed.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Actor">Who asked for it, if that is known.</param>
public sealed record StoredEvent(long Seq, Guid ResourceId, string ResourceType, long Version, Change Change, Instant At, string? Actor);
