using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Time;
using Inventory.Domain.Users;
using Inventory.Gateway.Api;

namespace Inventory.Gateway.Users;

/// <summary>A user who wants a token.</summary>
public sealed record LoginRequest
{
    [Required, Length(1, Usernames.MaxLength)]
    public string? Username { get; set; }

    [Required, Length(1, Passwords.MaxLength)]
    public string? Password { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "username", Username, 1, Usernames.MaxLength);
        TextValidation.Check(faults, "password", Password, 1, Passwords.MaxLength);
        return faults;
    }
}

/// <summary>A token that something is to be done with.</summary>
public sealed record TokenRequest
{
    private const int MaxLength = 1_000;

    [Required, Length(1, MaxLength)]
    public string? Token { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "token", Token, 1, MaxLength);
        return faults;
    }
}

/// <summary>What a login gives.</summary>
/// <param name="Token">Shown once and kept nowhere: for <c>Authorization: Bearer</c>.</param>
/// <param name="Expires">From then on it is dead.</param>
public sealed record TokenResponse(string Token, Instant Expires);

/// <summary>That a user has logged in, without the token.</summary>
/// <param name="Opened">When.</param>
/// <param name="Expires">When its token is dead.</param>
public sealed record SessionResponse(Instant Opened, Instant Expires);
