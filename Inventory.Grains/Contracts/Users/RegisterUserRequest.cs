namespace Inventory.Contracts;

/// <summary>A person who wants to be a user. Valid in itself.</summary>
[GenerateSerializer, Immutable]
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
    public RequestKey? Key { get; init; }
}
