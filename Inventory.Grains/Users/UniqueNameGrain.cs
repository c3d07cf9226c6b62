using Inventory.Domain.Users;
using Inventory.Grains.States;
using Inventory.Storage;

namespace Inventory.Grains.Users;

/// <summary>Keeps a username or a mail address for one user. Its key says which of the two, and what, without regard to the case of letters.</summary>
[Alias("inventory.unique-name-grain")]
public interface IUniqueNameGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes it for a user that is about to be made. Who has it keeps it; who took it a minute ago and came to nothing, loses it.
    /// </summary>
    /// <returns>False when it is another's.</returns>
    [Alias("claim")]
    Task<bool> Claim(Guid user);

    /// <summary>Gives it back, if it is this user's.</summary>
    [Alias("release")]
    Task Release(Guid user);

    /// <returns>Who took it: a user, or one that came to nothing.</returns>
    [Alias("find")]
    Task<Guid?> Find();
}

/// <inheritdoc cref="IUniqueNameGrain"/>
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
