using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Users;

namespace Inventory.Gateway.Users;

/// <summary>A new password. The present one proves that the caller has more than a token.</summary>
[Example("""{"password": "correct horse battery", "new_password": "battery staple horse"}""")]
public sealed record PasswordRequest
{
    [Required, Length(1, Passwords.MaxLength)]
    public string? Password { get; set; }

    /// <summary>8 to 128 characters, and none that is guessed at once.</summary>
    [Required, Length(Passwords.MinLength, Passwords.MaxLength)]
    public string? NewPassword { get; set; }

    public List<ValidationError> Faults(User user)
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "password", Password, 1, Passwords.MaxLength);
        CheckNew(faults, "new_password", NewPassword, user.Username, user.Mail);
        return faults;
    }

    public static void CheckNew(List<ValidationError> faults, string member, string? password, params IEnumerable<string?> known)
    {
        if (password is { Length: > 0 } && password.EnumerateRunes().Count() < Passwords.MinLength)
            faults.Add(ValidationError.Member(member, $"{member} has to have {Passwords.MinLength} characters or more."));
        else
            TextValidation.Check(faults, member, password, 1, Passwords.MaxLength);
        if (password is { Length: > 0 } && PasswordStrength.IsGuessable(password, known))
            faults.Add(ValidationError.Member(member, $"{member} is one that attackers guess first: a common one, or close to a name. Choose another."));
    }
}

/// <summary>A new password, by a token that an admin has issued.</summary>
[Example("""{"token": "ir_0123456789abcdef", "new_password": "battery staple horse"}""")]
public sealed record PasswordResetRequest
{
    [Required, Length(1, TokenRequest.MaxLength)]
    public string? Token { get; set; }

    /// <summary>8 to 128 characters, and none that is guessed at once.</summary>
    [Required, Length(Passwords.MinLength, Passwords.MaxLength)]
    public string? NewPassword { get; set; }

    /// <param name="user">Whose password it is; <c>null</c> if the token is not good.</param>
    public List<ValidationError> Faults(User? user)
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "token", Token, 1, TokenRequest.MaxLength);
        PasswordRequest.CheckNew(faults, "new_password", NewPassword, user?.Username, user?.Mail);
        return faults;
    }
}
