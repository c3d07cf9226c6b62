using System.Collections.Immutable;
using Inventory.Contracts;

namespace Inventory.Domain;

/// <summary>All keys of other programs, in the order in which they were added.</summary>
[GenerateSerializer]
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
