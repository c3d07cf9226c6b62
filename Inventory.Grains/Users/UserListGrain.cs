using Inventory.Domain.Users;
using Inventory.Grains.States;

namespace Inventory.Grains.Users;

/// <summary>The ids of a part of the users. The key is the number of the part.</summary>
[Alias("inventory.user-list-grain")]
public interface IUserListGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task Add(Guid user);

    /// <returns>All ids that were ever added, in that order; some registrations may not have completed.</returns>
    [Alias("list")]
    Task<ImmutableArray<Guid>> List();
}

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
