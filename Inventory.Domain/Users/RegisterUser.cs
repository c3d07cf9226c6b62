using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Users;

/// <summary>A person who wants to be a user. Valid in itself.</summary>
[GenerateSerializer, Immutable, Alias("inventory.register-user-request")]
public sealed record RegisterUserRequest
{
    /// <summary>See <see cref="User.Username"/>.</summary>
    [Id(0)]
    public required string Username { get; init; }

    /// <summary>See <see cref="User.Mail"/>.</summary>
    [Id(1)]
    public required string Mail { get; init; }

    [Id(2)]
    public required string FirstName { get; init; }

    [Id(3)]
    public required string LastName { get; init; }

    /// <summary>Of the password; whoever made it can check it.</summary>
    [Id(4)]
    public required string PasswordHash { get; init; }

    [Id(5)]
    public required UserRole Role { get; init; }

    /// <summary>Its fingerprint is of all but the password: of that, nothing is kept but the slow hash.</summary>
    [Id(6)]
    public IdempotencyKey? Key { get; init; }
}

public enum RegisterUserStatus
{
    Registered = 1,

    UsernameTaken = 2,

    MailTaken = 3,

    /// <summary>The request's key was used before, for another request.</summary>
    KeyReused = 4,
}

[GenerateSerializer, Immutable, Alias("inventory.register-user-result")]
public sealed record RegisterUserResult
{
    private RegisterUserResult(RegisterUserStatus status, User? user = null) => (Status, User) = (status, user);

    public static readonly RegisterUserResult UsernameTaken = new(RegisterUserStatus.UsernameTaken);

    public static readonly RegisterUserResult MailTaken = new(RegisterUserStatus.MailTaken);

    public static readonly RegisterUserResult KeyReused = new(RegisterUserStatus.KeyReused);

    [Id(0)]
    public RegisterUserStatus Status { get; }

    [Id(1)]
    public User? User { get; }

    [MemberNotNullWhen(true, nameof(User))]
    public bool IsRegistered => Status == RegisterUserStatus.Registered;

    public static RegisterUserResult Registered(User user) => new(RegisterUserStatus.Registered, user);
}

/// <summary>Which user a key was taken for, and when.</summary>
[GenerateSerializer, Alias("inventory.registration-key-state")]
public sealed record RegistrationKeyState
{
    [Id(0)]
    public Guid? User { get; init; }

    [Id(1)]
    public Instant At { get; init; } = Instant.MinusInfinity;

    /// <returns>The user that it is for, and the state that has to be durable before that is said.</returns>
    public (Guid User, RegistrationKeyState Next) Reserve(Guid user, Instant now, TimeSpan keyLife) => User is { } kept && RetentionPeriod.Contains(At, now, keyLife)
        ? (kept, this)
        : (user, new() { User = user, At = now });
}
