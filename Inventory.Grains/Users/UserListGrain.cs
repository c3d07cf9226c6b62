using System.Collections.Immutable;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.States;

namespace Inventory.Users;

/// <inheritdoc cref="IUserListGrain"/>
public sealed class UserListGrain([PersistentState("users")] IPersistentState<UserListState> state) : StatefulGrain<UserListState>(state), IUserListGrain
{
    public Task Add(Guid user) => SaveAsync(State.Users.Contains(user) ? State : State with { Users = State.Users.Add(user) });

    public Task<ImmutableArray<Guid>> List() => Task.FromResult(State.Users);
}
