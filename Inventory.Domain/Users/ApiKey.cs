using System.Collections.Immutable;
using Inventory.Domain.Time;

namespace Inventory.Domain.Users;

/// <summary>What another program shows in the place of a user's token. It has no expiry: it is revoked.</summary>
[GenerateSerializer, Immutable, Alias("inventory.api-key")]
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

/// <summary>All keys of other programs, in the order in which they were added.</summary>
[GenerateSerializer, Alias("inventory.api-keys-state")]
public sealed record ApiKeysState
{
    /// <summary>They are kept and written together.</summary>
    public const int MaxKeys = 200;

    [Id(0)]
    public ImmutableArray<ApiKey> Keys { get; init; } = [];

    public (AddApiKeyResult Result, ApiKeysState Next) Add(ApiKey key)
    {
        if (Keys.Any(other => other.Name == key.Name)) return (AddApiKeyResult.NameTaken, this);
        if (Keys.Length >= MaxKeys) return (AddApiKeyResult.TooMany, this);
        return (AddApiKeyResult.Added, this with { Keys = Keys.Add(key) });
    }

    public ApiKey? Find(Guid id, string hash) => Keys.FirstOrDefault(key => key.Id == id && key.Hash == hash);

    public ApiKeysState Revoke(Guid id) => Revoke(key => key.Id == id);

    public ApiKeysState RevokeOf(string actor) => Revoke(key => key.Actor == actor);

    private ApiKeysState Revoke(Predicate<ApiKey> isMeant) => Keys.Any(key => isMeant(key)) ? this with { Keys = Keys.RemoveAll(isMeant) } : this;
}

/// <summary>How it ended that a key was to be added. It has no facts besides.</summary>
[GenerateSerializer, Alias("inventory.add-api-key-result")]
public enum AddApiKeyResult
{
    Added = 1,

    NameTaken = 2,

    /// <summary>There are as many as there may be.</summary>
    TooMany = 3,
}
