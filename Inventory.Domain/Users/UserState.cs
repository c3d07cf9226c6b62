using System.Collections.Immutable;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Users;

/// <summary>All that is kept of a user.</summary>
[GenerateSerializer, Alias("inventory.user-state")]
public sealed record UserState
{
    /// <summary><c>null</c> before it is made.</summary>
    [Id(0)]
    public User? User { get; init; }

    [Id(1)]
    public string? PasswordHash { get; init; }

    /// <summary>By age, the oldest first. Those that have expired are cleared when another is opened.</summary>
    [Id(2)]
    public ImmutableArray<Session> Sessions { get; init; } = [];

    /// <summary>By time; <c>null</c> in records from before they were kept.</summary>
    [Id(3)]
    public ImmutableArray<UserChange>? Changes { get; init; }

    /// <summary>What a user that is being erased still has to give back; <c>null</c> for nothing.</summary>
    [Id(4)]
    public ImmutableArray<string>? Claims { get; init; }

    /// <summary>Of the request that made the user, if it had one.</summary>
    [Id(5)]
    public IdempotencyKey? Key { get; init; }
}

/// <summary>A token that was given out at a login. The token itself is nowhere kept.</summary>
/// <param name="TokenHash">The SHA-256 of the token, in lower-case hexadecimal.</param>
/// <param name="Opened">When.</param>
/// <param name="Expires">From then on it is dead.</param>
[GenerateSerializer, Immutable, Alias("inventory.session")]
public sealed record Session(string TokenHash, Instant Opened, Instant Expires);

/// <summary>A session that is open, and whose it is.</summary>
/// <param name="User">As it is now.</param>
/// <param name="Expires">When the session ends, if nobody ends it before.</param>
[GenerateSerializer, Immutable, Alias("inventory.open-session")]
public sealed record OpenSession(User User, Instant Expires);

/// <summary>The ids of a part of the users.</summary>
[GenerateSerializer, Alias("inventory.user-list-state")]
public sealed record UserListState
{
    [Id(0)]
    public ImmutableArray<Guid> Users { get; init; } = [];
}
