using Inventory.Domain.Time;

namespace Inventory.Domain.Users;

/// <summary>A person who has registered, without what only the login needs.</summary>
[GenerateSerializer, Immutable, Alias("inventory.user")]
public sealed record User
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>As it was given, 1 to 50 characters. No other user has it, in whatever case of letters.</summary>
    [Id(1)]
    public required string Username { get; init; }

    /// <summary>As it was given, up to 254 characters. No other user has it, in whatever case of letters.</summary>
    [Id(2)]
    public required string Mail { get; init; }

    /// <summary>Up to 100 characters.</summary>
    [Id(3)]
    public required string FirstName { get; init; }

    /// <summary>Up to 100 characters.</summary>
    [Id(4)]
    public required string LastName { get; init; }

    [Id(5)]
    public required UserRole Role { get; init; }

    [Id(6)]
    public required Instant Registered { get; init; }

    [Id(7)]
    public required Instant Modified { get; init; }
}

/// <summary>What a user may do. Each may do what those before it may.</summary>
public enum UserRole
{
    /// <summary>Books for itself and sees its own.</summary>
    Customer = 1,

    /// <summary>Sees and changes all resources and allocations.</summary>
    Operator = 2,

    /// <summary>Sees and changes users, and keys of other programs.</summary>
    Admin = 3,
}

/// <summary>Something that was done to a user's account. It names nobody but by ids: it outlives the erasure of the user.</summary>
[GenerateSerializer, Immutable, Alias("inventory.user-change")]
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

/// <summary>What was done to a user's account.</summary>
public enum UserChangeKind
{
    Registered = 1,

    RoleChanged = 2,

    /// <summary>All its tokens were ended at once.</summary>
    SessionsEnded = 3,

    Erased = 4,
}
