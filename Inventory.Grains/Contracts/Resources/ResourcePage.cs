using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <param name="Resources">By ordinal: the oldest first.</param>
/// <param name="HasMore">There are more, with higher ordinals than the last one's.</param>
[GenerateSerializer, Immutable]
public sealed record ResourcePage(ImmutableArray<Resource> Resources, bool HasMore);
