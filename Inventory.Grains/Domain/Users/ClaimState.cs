using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>Who took a username or a mail address, and when.</summary>
[GenerateSerializer]
public sealed record ClaimState
{
    /// <summary>
    /// Longer than a registration can take (a call between grains fails after 30 seconds): who has taken a claim so long ago is there by now, or will never be.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    [Id(0)]
    public Guid? User { get; init; }

    [Id(1)]
    public Instant At { get; init; } = Instant.Past;

    /// <summary>Whether it may be that who took it is not there yet.</summary>
    public bool IsFresh(Instant now) => User is not null && now.Microseconds - At.Microseconds < (long)Lease.TotalMicroseconds;
}
