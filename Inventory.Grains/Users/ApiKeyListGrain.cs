using System.Collections.Immutable;
using Inventory.Domain.Users;
using Inventory.Grains.States;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Inventory.Grains.Users;

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

/// <inheritdoc cref="IApiKeyListGrain"/>
public sealed class ApiKeyListGrain([PersistentState("keys")] IPersistentState<ApiKeysState> state) : StatefulGrain<ApiKeysState>(state), IApiKeyListGrain
{
    public async Task<AddApiKeyResult> Add(ApiKey key)
    {
        var (result, next) = State.Add(key);
        await SaveAsync(next);
        return result;
    }

    public Task<ImmutableArray<ApiKey>> List() => Task.FromResult(State.Keys);

    public Task<ApiKey?> Find(Guid id, string hash) => Task.FromResult(State.Find(id, hash));

    public Task<bool> Revoke(Guid id) => RevokeAsync(State.Revoke(id));

    public Task RevokeOf(string actor) => RevokeAsync(State.RevokeOf(actor));

    private async Task<bool> RevokeAsync(ApiKeysState next)
    {
        if (next == State) return false;
        try
        {
            await SaveAsync(next);
        }
        finally
        {
            ServiceProvider.GetService<Revocations>()?.Advance();
        }
        return true;
    }
}
