using System.Collections.Immutable;
using Inventory.Domain.Users;
using Inventory.Grains.States;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Inventory.Grains.Users;

/// <summary>All keys of other programs. There is one such grain.</summary>
[Alias("inventory.api-key-list-grain")]
public interface IApiKeyListGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<AddApiKeyResult> Add(ApiKey key);

    /// <returns>All, in the order in which they were added.</returns>
    [ReadOnly]
    [Alias("list")]
    Task<ImmutableArray<ApiKey>> List();

    /// <returns>The key with this id and <see cref="ApiKey.Hash"/>.</returns>
    [ReadOnly]
    [Alias("find")]
    Task<ApiKey?> Find(Guid id, string hash);

    /// <returns>False when there is none.</returns>
    [Alias("revoke")]
    Task<bool> Revoke(Guid id);

    /// <summary>Ends all keys with this <see cref="ApiKey.Actor"/>.</summary>
    [Alias("revoke-of")]
    Task RevokeOf(string actor);
}

/// <inheritdoc cref="IApiKeyListGrain"/>
[GrainType("api-key-list")]
public sealed class ApiKeyListGrain([PersistentState("keys")] IPersistentState<ApiKeysState> stored) : Grain, IApiKeyListGrain
{
    private readonly GroupCommitState<ApiKeysState> _state = new(stored);

    public async Task<AddApiKeyResult> Add(ApiKey key)
    {
        var (result, next) = (await _state.ReadAsync()).Add(key);
        await _state.WriteAsync(next);
        return result;
    }

    public async Task<ImmutableArray<ApiKey>> List() => (await _state.ReadAsync()).Keys;

    public async Task<ApiKey?> Find(Guid id, string hash) => (await _state.ReadAsync()).Find(id, hash);

    public Task<bool> Revoke(Guid id) => RevokeAsync(keys => keys.Revoke(id));

    public Task RevokeOf(string actor) => RevokeAsync(keys => keys.RevokeOf(actor));

    private async Task<bool> RevokeAsync(Func<ApiKeysState, ApiKeysState> revoke)
    {
        var keys = await _state.ReadAsync();
        var next = revoke(keys);
        if (next == keys) return false;
        try
        {
            await _state.WriteAsync(next);
        }
        finally
        {
            ServiceProvider.GetService<Revocations>()?.Advance();
        }
        return true;
    }
}
