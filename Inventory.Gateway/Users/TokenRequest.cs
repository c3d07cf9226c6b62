using System.ComponentModel.DataAnnotations;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Users;

/// <summary>A token that something is to be done with.</summary>
public sealed record TokenRequest
{
    private const int MaxLength = 1_000;

    [Required, Length(1, MaxLength)]
    public string? Token { get; set; }

    public List<Fault> Faults()
    {
        var faults = new List<Fault>();
        TextRules.Check(faults, "token", Token, 1, MaxLength);
        return faults;
    }
}
