using System.Collections.Immutable;

namespace Inventory.Contracts;

/// <summary>What another program shows in the place of a user's token. It has no expiry: it is revoked.</summary>
[GenerateSerializer, Immutable]
public sealed record ApiKey
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>What it is for, 1 to 100 characters. No other key has it.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>What may be done with it.</summary>
    [Id(2)]
    public required ImmutableArray<string> Scopes { get; init; }

    [Id(3)]
    public required Instant Created { get; init; }

    /// <summary>The SHA-256 of the key, in lower-case hexadecimal. The key itself is nowhere kept.</summary>
    [Id(4)]
    public required string Hash { get; init; }

    /// <summary>Who made it.</summary>
    [Id(5)]
    public string? Actor { get; init; }
}
