using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Users;

namespace Inventory.Gateway.Users;

/// <summary>The credentials of a user.</summary>
[Example("""{"username": "ada", "password": "correct horse battery"}""")]
public sealed record LoginRequest
{
    [Required, Length(1, Usernames.MaxLength)]
    public string? Username { get; set; }

    [Required, Length(1, Passwords.MaxLength)]
    public string? Password { get; set; }

    /// <summary>For browsers: the token comes as a cookie that no script can read, and not in the body.</summary>
    public bool? Session { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "username", Username, 1, Usernames.MaxLength);
        TextValidation.Check(faults, "password", Password, 1, Passwords.MaxLength);
        return faults;
    }
}

/// <summary>The token that ends; a browser has it in a cookie, and sends an empty object.</summary>
[Example("""{"token": "it_0123456789abcdef"}""")]
public sealed record LogoutRequest
{
    [Length(1, TokenRequest.MaxLength)]
    public string? Token { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "token", Token, 1, TokenRequest.MaxLength);
        return faults;
    }
}

/// <summary>A token of a user.</summary>
[Example("""{"token": "it_0123456789abcdef"}""")]
public sealed record TokenRequest
{
    public const int MaxLength = 1_000;

    [Required, Length(1, MaxLength)]
    public string? Token { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "token", Token, 1, MaxLength);
        return faults;
    }
}

/// <summary>A token for <c>Authorization: Bearer</c>. It is shown once and not stored.</summary>
/// <param name="Token">Missing if the token is in a cookie.</param>
/// <param name="Expires">When it ends.</param>
[Example("""{"token": "it_0123456789abcdef", "expires": "2026-12-20T09:00:00Z"}""")]
public sealed record TokenResponse([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token, Instant Expires);

/// <summary>A login of a user: when it happened, and when its token expires.</summary>
public sealed record SessionResponse(Instant Opened, Instant Expires);
