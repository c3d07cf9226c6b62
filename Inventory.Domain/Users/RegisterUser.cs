using System.Diagnostics.CodeAnalysis;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Users;

/// <summary>Expected to be valid.</summary>
[GenerateSerializer, Immutable, Alias("inventory.register-user-request")]
public sealed record RegisterUserRequest
{
    [Id(0)]
    public required string Username { get; init; }

    [Id(1)]
    public required string Mail { get; init; }

    [Id(2)]
    public required string FirstName { get; init; }

    [Id(3)]
    public required string LastName { get; init; }

    [Id(4)]
    public required string PasswordHash { get; init; }

    [Id(5)]
    public required UserRole Role { get; init; }

    /// <summary>Its fingerprint omits the password: only the slow hash of a password is stored.</summary>
    [Id(6)]
    public IdempotencyKey? Key { get; init; }
}

public enum RegisterUserStatus
{
    Registered = 1,
    UsernameTaken = 2,
    MailTaken = 3,
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

[GenerateSerializer, Alias("inventory.registration-key-state")]
public sealed record RegistrationKeyState
{
    [Id(0)]
    public Guid? User { get; init; }

    [Id(1)]
    public Instant At { get; init; } = Instant.MinusInfinity;

    /// <returns>The first user of the key, and the state that must be durable before the answer.</returns>
    public (Guid User, RegistrationKeyState Next) Reserve(Guid user, Instant now, TimeSpan retention) => User is { } stored && RetentionPeriod.Contains(At, now, retention)
        ? (stored, this)
        : (user, new() { User = user, At = now });
}
