using Inventory.Domain.Users;

namespace Inventory.Gateway.Users;

[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000dd", "username": "ada", "email": "ada@example.org", "first_name": "Ada",
    "last_name": "Byron", "role": "customer", "time_registered": "2026-11-20T09:00:00Z", "time_modified": "2026-11-20T09:00:00Z"}
    """)]
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

    /// <summary>The group with which quotas count it, if an admin has set one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Group { get; init; }

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
        Group = user.Group,
    };
}

/// <summary>A change of a user's account.</summary>
/// <param name="Kind"><c>registered</c>, <c>role-changed</c>, <c>tokens-ended</c>, <c>password-changed</c>, <c>password-reset-issued</c>, <c>password-reset</c>, <c>group-changed</c> or <c>erased</c>.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Actor">Who made it: <c>user:</c> or <c>key:</c> and an id, if known.</param>
/// <param name="Role">The new role, if the change is about the role.</param>
/// <param name="Group">The new group, if the change sets one.</param>
[Example("""{"kind": "registered", "time": "2026-11-20T09:00:00Z"}""")]
public sealed record UserChangeResponse(
    string Kind,
    Instant Time,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Actor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Group)
{
    public static UserChangeResponse Of(UserChange change) => new(KindOf(change.Kind), change.At, change.Actor, change.Role is { } role ? RoleNames.Of(role) : null, change.Group);

    private static string KindOf(UserChangeKind kind) => kind switch
    {
        UserChangeKind.Registered => "registered",
        UserChangeKind.RoleChanged => "role-changed",
        UserChangeKind.SessionsEnded => "tokens-ended",
        UserChangeKind.PasswordChanged => "password-changed",
        UserChangeKind.PasswordResetIssued => "password-reset-issued",
        UserChangeKind.PasswordReset => "password-reset",
        UserChangeKind.GroupChanged => "group-changed",
        UserChangeKind.Erased => "erased",
    };
}

public static class RoleNames
{
    public static string Of(UserRole role) => role switch
    {
        UserRole.Customer => "customer",
        UserRole.Operator => "operator",
        UserRole.Admin => "admin",
    };

    public static UserRole? Find(string? name)
    {
        foreach (var role in Enum.GetValues<UserRole>())
            if (Of(role) == name)
                return role;
        return null;
    }
}
