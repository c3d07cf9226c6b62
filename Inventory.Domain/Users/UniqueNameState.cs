using System.Security.Cryptography;
using System.Text;
using Inventory.Domain.Time;

namespace Inventory.Domain.Users;

/// <summary>Who took a username or a mail address, and when.</summary>
[GenerateSerializer, Alias("inventory.unique-name-state")]
public sealed record UniqueNameState
{
    /// <summary>
    /// Longer than a registration can take (a call between grains fails after 30 seconds): who has taken a claim so long ago is there by now, or will never be.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    [Id(0)]
    public Guid? User { get; init; }

    [Id(1)]
    public Instant At { get; init; } = Instant.MinusInfinity;

    /// <summary>Whether it may be that who took it is not there yet.</summary>
    public bool IsFresh(Instant now) => User is not null && now.Microseconds - At.Microseconds < (long)Lease.TotalMicroseconds;
}

/// <summary>The keys of claims. They outlive the user, so they are hashes and tell no name.</summary>
public static class UniqueNames
{
    public static string OnUsername(string username) => $"username:{HashOf(username.ToUpperInvariant())}";

    public static string OnMail(string mail) => $"mail:{HashOf(mail.ToUpperInvariant())}";

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
