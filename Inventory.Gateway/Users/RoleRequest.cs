using System.ComponentModel.DataAnnotations;

namespace Inventory.Gateway.Users;

/// <summary>What a user is to be.</summary>
public sealed record RoleRequest
{
    /// <summary><c>customer</c>, <c>operator</c> or <c>admin</c>.</summary>
    [Required, Length(1, 20)]
    public string? Role { get; set; }
}
