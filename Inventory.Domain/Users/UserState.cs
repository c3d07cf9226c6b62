using Inventory.Domain.Requests;

namespace Inventory.Domain.Users;

[GenerateSerializer, Alias("inventory.user-state")]
public sealed record UserState
{
    /// <summary><c>null</c> before the registration and after the erasure.</summary>
    [Id(0)]
    public User? User { get; init; }

    [Id(1)]
    public string? PasswordHash { get; init; }

    /// <summary>Oldest first. Opening a session removes the expired ones.</summary>
    [Id(2)]
    public ImmutableArray<Session> Sessions { get; init; } = [];

    /// <summary>By time; <c>null</c> in older records.</summary>
    [Id(3)]
    public ImmutableArray<UserChange>? Changes { get; init; }

    /// <summary>Names that an erased user must still release; <c>null</c> for none.</summary>
    [Id(4)]
    public ImmutableArray<string>? Claims { get; init; }

    [Id(5)]
    public IdempotencyKey? Key { get; init; }

    /// <summary><c>null</c> if none was issued since the password was set.</summary>
    [Id(6)]
    public PasswordReset? Reset { get; init; }
}

/// <summary>A token that sets a new password once, stored only as its hash.</summary>
[GenerateSerializer, Immutable, Alias("inventory.password-reset")]
public sealed record PasswordReset(string TokenHash, Instant Expires);

/// <summary>A login token, stored only as its SHA-256 in lower-case hexadecimal.</summary>
[GenerateSerializer, Immutable, Alias("inventory.session")]
public sealed record Session(string TokenHash, Instant Opened, Instant Expires);

[GenerateSerializer, Immutable, Alias("inventory.open-session")]
public sealed record OpenSession(User User, Instant Expires);

/// <summary>One part of all user ids.</summary>
[GenerateSerializer, Alias("inventory.user-list-state")]
public sealed record UserListState
{
    [Id(0)]
    public ImmutableArray<Guid> Users { get; init; } = [];
}
