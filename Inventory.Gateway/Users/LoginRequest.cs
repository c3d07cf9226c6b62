using System.ComponentModel.DataAnnotations;
using Inventory.Domain;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Users;

/// <summary>A user who wants a token.</summary>
public sealed record LoginRequest
{
    [Required, Length(1, Usernames.MaxLength)]
    public string? Username { get; set; }

    [Required, Length(1, Passwords.MaxLength)]
    public string? Password { get; set; }

    public List<Fault> Faults()
    {
        var faults = new List<Fault>();
        TextRules.Check(faults, "username", Username, 1, Usernames.MaxLength);
        TextRules.Check(faults, "password", Password, 1, Passwords.MaxLength);
        return faults;
    }
}
