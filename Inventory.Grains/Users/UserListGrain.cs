using System.Collections.Immutable;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.States;

namespace Inventory.Users;

/// <inheritdoc cref="IUserListGrain"/>
public sealed class UserListGrain([PersistentState("users")] IPersistentState<UserListState> stored) : Grain, IUserListGrain
{
    private readonly GroupCommitState<UserListState> _state = new(stored);

    public async Task Add(Guid user)
    {
        var list = await _state.ReadAsync();
        if (!list.Users.Contains(user))
            await _state.WriteAsync(list with { Users = list.Users.Add(user) });
    }

    public async Task<ImmutableArray<Guid>> List() => (await _state.ReadAsync()).Users;
}
