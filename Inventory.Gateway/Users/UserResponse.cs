using Inventory.Contracts;

namespace Inventory.Gateway.Users;

/// <summary>A user.</summary>
public sealed record UserResponse
{
    public required Guid Id { get; init; }

    public required string Username { get; init; }

    public required string Email { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    /// <summary><c>customer</c>, <c>operator</c> or <c>admin</c>.</summary>
    public required string Role { get; init; }

    public required Instant TimeRegistered { get; init; }

    public required Instant TimeModified { get; init; }

    public static UserResponse Of(User user) => new()
    {
        Id = user.Id,
        Username = user.Username,
        Email = user.Mail,
        FirstName = user.FirstName,
        LastName = user.LastName,
        Role = RoleNames.Of(user.Role),
        TimeRegistered = user.Registered,
        TimeModified = user.Modified,
    };
}
