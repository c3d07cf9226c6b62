using System.Collections.Immutable;
using Inventory.Domain.Users;
using Inventory.Grains.States;

namespace Inventory.Grains.Users;

/// <summary>The ids of a part of the users, for who wants to see all of them. Its key is the number of the part.</summary>
[Alias("inventory.user-list-grain")]
public interface IUserListGrain : IGrainWithStringKey
{
    /// <summary>Adds a user that is about to be made.</summary>
    [Alias("add")]
    Task Add(Guid user);

    /// <returns>All that were ever added, in that order; some may have come to nothing.</returns>
    [Alias("list")]
    Task<ImmutableArray<Guid>> List();
}

/// <inheritdoc cref="IUserListGrain"/>
[GrainType("user-list")]
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
