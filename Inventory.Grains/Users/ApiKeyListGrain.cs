using System.Collections.Immutable;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.States;
using Microsoft.Extensions.DependencyInjection;

namespace Inventory.Users;

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
