using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <param name="Name">See <see cref="Resource.Name"/>.</param>
/// <param name="Attributes">See <see cref="Resource.Attributes"/>.</param>
/// <param name="Key">The key of the request, if it carried one.</param>
[GenerateSerializer, Immutable]
public sealed record CreateResourceRequest(string Name, ImmutableArray<byte> Attributes, RequestKey? Key = null) : IKeyedRequest;
