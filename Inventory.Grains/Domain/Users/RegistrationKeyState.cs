using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>Which user a key was taken for, and when.</summary>
[GenerateSerializer]
public sealed record RegistrationKeyState
{
    [Id(0)]
    public Guid? User { get; init; }

    [Id(1)]
    public Instant At { get; init; } = Instant.Past;

    /// <returns>The user that it is for, and the state that has to be durable before that is said.</returns>
    public (Guid User, RegistrationKeyState Next) Take(Guid user, Instant now, TimeSpan keyLife) => User is { } kept && Recollection.IsFresh(At, now, keyLife)
        ? (kept, this)
        : (user, new() { User = user, At = now });
}
