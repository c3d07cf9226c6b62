using Inventory.Domain.Users;
using Inventory.Grains.States;

namespace Inventory.Grains.Users;

/// <summary>Reserves a username or a mail address for one user. The key contains the kind and the name, without case.</summary>
[Alias("inventory.unique-name-grain")]
public interface IUniqueNameGrain : IGrainWithStringKey
{
    /// <summary>Claims the name for a user that is being created. A claim whose registration did not complete ends after a minute.</summary>
    /// <returns>False if another user has it.</returns>
    [Alias("claim")]
    Task<bool> Claim(Guid user);

    [Alias("release")]
    Task Release(Guid user);

    /// <returns>The claimant, even if its registration did not complete.</returns>
    [Alias("find")]
    Task<Guid?> Find();
}

[GrainType("unique-name")]
public sealed class UniqueNameGrain([PersistentState("claim")] IPersistentState<UniqueNameState> stored, TimeProvider clock) : Grain, IUniqueNameGrain
{
    private readonly GroupCommitState<UniqueNameState> _state = new(stored);

    public async Task<bool> Claim(Guid user)
    {
        var now = clock.Now();
        var claim = await _state.ReadAsync();
        if (claim.User is { } holder && holder != user && (claim.IsFresh(now) || await GrainFactory.GetUser(holder).OwnsName(this.GetPrimaryKeyString())))
            return false;
        await _state.WriteAsync(new() { User = user, At = now });
        return true;
    }

    public async Task Release(Guid user)
    {
        if ((await _state.ReadAsync()).User == user)
            await _state.WriteAsync(new());
    }

    public async Task<Guid?> Find() => (await _state.ReadAsync()).User;
}
