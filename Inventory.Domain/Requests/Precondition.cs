using System.Collections.Immutable;

namespace Inventory.Domain.Requests;

/// <summary>The versions that a caller will change, from its <c>If-Match</c> (RFC 9110, 13.1.1). <c>default</c> asks for none.</summary>
[GenerateSerializer, Immutable, Alias("inventory.precondition")]
public readonly record struct Precondition(ImmutableArray<long> Versions)
{
    /// <summary>The caller may change what is at this version.</summary>
    public bool Allows(long version) => Versions.IsDefault || Versions.Contains(version);
}
