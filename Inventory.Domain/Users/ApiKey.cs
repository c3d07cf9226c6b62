namespace Inventory.Domain.Users;

/// <summary>Identifies another program. It does not expire, but it can be revoked.</summary>
[GenerateSerializer, Immutable, Alias("inventory.api-key")]
public sealed record ApiKey
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Its purpose, 1 to 100 characters, unique.</summary>
    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required ImmutableArray<string> Scopes { get; init; }

    [Id(3)]
    public required Instant Created { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal. The key itself is not stored.</summary>
    [Id(4)]
    public required string Hash { get; init; }

    [Id(5)]
    public string? Actor { get; init; }
}

[GenerateSerializer, Alias("inventory.api-keys-state")]
public sealed record ApiKeysState
{
    /// <summary>All keys are stored and written together.</summary>
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

    private ApiKeysState Revoke(Predicate<ApiKey> isMatch) => Keys.Any(key => isMatch(key)) ? this with { Keys = Keys.RemoveAll(isMatch) } : this;
}

[GenerateSerializer, Alias("inventory.add-api-key-result")]
public enum AddApiKeyResult
{
    Added = 1,
    NameTaken = 2,
    TooMany = 3,
}
