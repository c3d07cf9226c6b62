namespace Inventory.Domain.Users;

/// <summary>A registered person, without the login data.</summary>
[GenerateSerializer, Immutable, Alias("inventory.user")]
public sealed record User
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>1 to 50 characters, unique without regard to case.</summary>
    [Id(1)]
    public required string Username { get; init; }

    /// <summary>Up to 254 characters, unique without regard to case.</summary>
    [Id(2)]
    public required string Mail { get; init; }

    /// <summary>Up to 100 characters.</summary>
    [Id(3)]
    public required string FirstName { get; init; }

    [Id(4)]
    public required string LastName { get; init; }

    [Id(5)]
    public required UserRole Role { get; init; }

    [Id(6)]
    public required Instant Registered { get; init; }

    [Id(7)]
    public required Instant Modified { get; init; }

    /// <summary>Up to 50 characters; <c>null</c> for none. Quotas count the customers of a group together.</summary>
    [Id(8)]
    public string? Group { get; init; }
}

/// <summary>Each role includes the ones before it.</summary>
public enum UserRole
{
    /// <summary>Books, and sees its own bookings.</summary>
    Customer = 1,

    /// <summary>Sees and changes all resources and allocations.</summary>
    Operator = 2,

    /// <summary>Sees and changes users and API keys.</summary>
    Admin = 3,
}

/// <summary>Contains no personal data but ids, because it outlives the erasure of the user.</summary>
[GenerateSerializer, Immutable, Alias("inventory.user-change")]
public sealed record UserChange
{
    [Id(0)]
    public required UserChangeKind Kind { get; init; }

    [Id(1)]
    public required Instant At { get; init; }

    /// <summary><c>null</c> for the user itself before its first login, and for a caller without a name.</summary>
    [Id(2)]
    public string? Actor { get; init; }

    /// <summary>The new role, if the change sets one.</summary>
    [Id(3)]
    public UserRole? Role { get; init; }

    /// <summary>The new group, if the change sets one.</summary>
    [Id(4)]
    public string? Group { get; init; }
}

public enum UserChangeKind
{
    Registered = 1,
    RoleChanged = 2,
    SessionsEnded = 3,
    Erased = 4,
    PasswordChanged = 5,
    PasswordResetIssued = 6,
    PasswordReset = 7,
    GroupChanged = 8,
}
