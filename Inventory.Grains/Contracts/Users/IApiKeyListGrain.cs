using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Inventory.Contracts;

/// <summary>All keys of other programs. There is one such grain.</summary>
public interface IApiKeyListGrain : IGrainWithStringKey
{
    Task<AddApiKeyResult> Add(ApiKey key);

    /// <returns>All, in the order in which they were added.</returns>
    [ReadOnly]
    Task<ImmutableArray<ApiKey>> List();

    /// <returns>The key with this id and <see cref="ApiKey.Hash"/>.</returns>
    [ReadOnly]
    Task<ApiKey?> Find(Guid id, string hash);

    /// <returns>False when there is none.</returns>
    Task<bool> Revoke(Guid id);

    /// <summary>Ends all keys with this <see cref="ApiKey.Actor"/>.</summary>
    Task RevokeOf(string actor);
}
