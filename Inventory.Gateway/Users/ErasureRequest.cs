using System.ComponentModel.DataAnnotations;
using Inventory.Domain;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Users;

/// <summary>A user who wants to be erased, and proves that it is not just its token that wants it.</summary>
public sealed record ErasureRequest
{
    [Required, Length(1, Passwords.MaxLength)]
    public string? Password { get; set; }

    public List<Fault> Faults()
    {
        var faults = new List<Fault>();
        TextRules.Check(faults, "password", Password, 1, Passwords.MaxLength);
        return faults;
    }
}
