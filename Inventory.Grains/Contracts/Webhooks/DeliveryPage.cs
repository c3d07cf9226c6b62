using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <param name="Ordinals">Of the deliveries, in the same order. No two outboxes have the same.</param>
/// <param name="Deliveries">The keys, the oldest first.</param>
/// <param name="HasMore">There are more, with higher ordinals.</param>
[GenerateSerializer, Immutable]
public sealed record DeliveryPage(ImmutableArray<long> Ordinals, ImmutableArray<string> Deliveries, bool HasMore);
