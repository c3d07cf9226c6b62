namespace Inventory.Contracts;

/// <summary>Something that was done to a user's account. It names nobody but by ids: it outlives the erasure of the user.</summary>
[GenerateSerializer, Immutable]
public sealed record UserChange
{
    [Id(0)]
    public required UserChangeKind Kind { get; init; }

    [Id(1)]
    public required Instant At { get; init; }

    /// <summary>Who did it; <c>null</c> for the user itself, before it could log in, and for who has no name.</summary>
    [Id(2)]
    public string? Actor { get; init; }

    /// <summary>The role that the user has since then, where it is about that.</summary>
    [Id(3)]
    public UserRole? Role { get; init; }
}
