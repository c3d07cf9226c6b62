using System.Collections.Immutable;

namespace Inventory.Domain;

/// <summary>The ids of a part of the users.</summary>
[GenerateSerializer]
public sealed record UserListState
{
    [Id(0)]
    public ImmutableArray<Guid> Users { get; init; } = [];
}
