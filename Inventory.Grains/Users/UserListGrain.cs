using System.Collections.Immutable;
using Inventory.Domain.Users;
using Inventory.Grains.States;

namespace Inventory.Grains.Users;

/// <summary>The ids of a part of the users, for who wants to see all of them. Its key is the number of the part.</summary>
public interface IUserListGrain : IGrainWithStringKey
{
    /// <summary>Adds a user that is about to be made.</summary>
    Task Add(Guid user);

    /// <returns>All that were ever added, in that order; some may have come to nothing.</returns>
    Task<ImmutableArray<Guid>> List();
}

/// <inheritdoc cref="IUserListGrain"/>
public sealed class UserListGrain([PersistentState("users")] IPersistentState<UserListState> state) : StatefulGrain<UserListState>(state), IUserListGrain
{
    public Task Add(Guid user) => SaveAsync(State.Users.Contains(user) ? State : State with { Users = State.Users.Add(user) });

    public Task<ImmutableArray<Guid>> List() => Task.FromResult(State.Users);
}
