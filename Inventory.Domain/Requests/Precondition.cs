namespace Inventory.Domain.Requests;

/// <summary>The versions of <c>If-Match</c> (RFC 9110, 13.1.1). <c>default</c> allows every version.</summary>
[GenerateSerializer, Immutable, Alias("inventory.precondition")]
public readonly record struct Precondition(ImmutableArray<long> Versions)
{
    public bool Allows(long version) => Versions.IsDefault || Versions.Contains(version);
}
