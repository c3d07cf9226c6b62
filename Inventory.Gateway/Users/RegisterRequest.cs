using System.ComponentModel.DataAnnotations;
using Inventory.Domain.Users;

namespace Inventory.Gateway.Users;

/// <summary>A new user.</summary>
[Example(
    """
    {"username": "ada", "mail": "ada@example.org", "first_name": "Ada", "last_name": "Byron",
    "password": "correct horse battery"}
    """)]
public sealed record RegisterRequest
{
    private const int MaxNameLength = 100;

    /// <summary>1 to 50 visible characters.</summary>
    [Required, Length(1, Usernames.MaxLength)]
    public string? Username { get; set; }

    /// <summary>A mail address, up to 254 characters.</summary>
    [Required, Length(3, MailAddresses.MaxLength)]
    public string? Mail { get; set; }

    [MaxLength(MaxNameLength)]
    public string? FirstName { get; set; }

    [MaxLength(MaxNameLength)]
    public string? LastName { get; set; }

    /// <summary>8 to 128 characters, and none that is guessed at once.</summary>
    [Required, Length(Passwords.MinLength, Passwords.MaxLength)]
    public string? Password { get; set; }

    public List<ValidationError> Faults()
    {
        var faults = new List<ValidationError>();
        TextValidation.Check(faults, "username", Username, 1, Usernames.MaxLength);
        if (faults.Count == 0 && Usernames.Fault(Username!) is { } fault)
            faults.Add(ValidationError.Member("username", $"username {fault}."));
        TextValidation.Check(faults, "mail", Mail, 1, MailAddresses.MaxLength);
        if (!string.IsNullOrEmpty(Mail) && !MailAddresses.IsPlausible(Mail) && !faults.Exists(f => f.Pointer == "#/mail"))
            faults.Add(ValidationError.Member("mail", "mail is not a mail address."));
        TextValidation.Check(faults, "first_name", FirstName, 0, MaxNameLength);
        TextValidation.Check(faults, "last_name", LastName, 0, MaxNameLength);
        PasswordRequest.CheckNew(faults, "password", Password, Username, Mail, FirstName, LastName);
        return faults;
    }

    public RegisterUserRequest ToCommand(string passwordHash, UserRole role, IdempotencyKey? key) => new()
    {
        Username = Username!,
        Mail = Mail!,
        FirstName = FirstName ?? "",
        LastName = LastName ?? "",
        PasswordHash = passwordHash,
        Role = role,
        Key = key,
    };

    /// <summary>The fingerprint leaves out the password: a fast hash of it must not be stored.</summary>
    public IdempotencyKey KeyOf(IdempotencyKey key, string path) =>
        key with { Fingerprint = IdempotencyKeyHeader.Fingerprint(path, new(ApiResponse.ToBytes(this with { Password = null }, UserJson.Default.RegisterRequest))) };
}
