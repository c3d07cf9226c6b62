using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <param name="Name">See <see cref="Resource.Name"/>.</param>
/// <param name="Attributes">See <see cref="Resource.Attributes"/>.</param>
/// <param name="Key">The key of the request, if it carried one.</param>
/// <param name="By">Who asks; <c>null</c> for an operator without a name.</param>
[GenerateSerializer, Immutable]
public sealed record CreateResourceRequest(string Name, ImmutableArray<byte> Attributes, RequestKey? Key = null, Caller? By = null) : IKeyedRequest;
