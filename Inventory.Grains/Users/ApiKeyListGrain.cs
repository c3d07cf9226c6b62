using Inventory.Domain.Users;
using Inventory.Grains.States;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Inventory.Grains.Users;

/// <summary>The API keys of all programs. There is one such grain.</summary>
[Alias("inventory.api-key-list-grain")]
public interface IApiKeyListGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<AddApiKeyResult> Add(ApiKey key);

    /// <returns>In the order of creation.</returns>
    [ReadOnly]
    [Alias("list")]
    Task<ImmutableArray<ApiKey>> List();

    [ReadOnly]
    [Alias("find")]
    Task<ApiKey?> Find(Guid id, string hash);

    [Alias("revoke")]
    Task<bool> Revoke(Guid id);

    [Alias("revoke-of")]
    Task RevokeOf(string actor);
}

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
