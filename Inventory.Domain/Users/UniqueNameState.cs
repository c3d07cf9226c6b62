using System.Security.Cryptography;
using System.Text;

namespace Inventory.Domain.Users;

[GenerateSerializer, Alias("inventory.unique-name-state")]
public sealed record UniqueNameState
{
    /// <summary>Longer than a registration can take (a grain call fails after 30 seconds): afterwards the user exists or never will.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    [Id(0)]
    public Guid? User { get; init; }

    [Id(1)]
    public Instant At { get; init; } = Instant.MinusInfinity;

    /// <summary>The registration may still be running.</summary>
    public bool IsFresh(Instant now) => User is not null && now.Microseconds - At.Microseconds < (long)Lease.TotalMicroseconds;
}

/// <summary>Hashes, because claims outlive the user.</summary>
public static class UniqueNames
{
    public static string OnUsername(string username) => $"username:{HashOf(username.ToUpperInvariant())}";

    public static string OnMail(string mail) => $"mail:{HashOf(mail.ToUpperInvariant())}";

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
