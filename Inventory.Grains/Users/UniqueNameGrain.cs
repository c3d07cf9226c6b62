using Inventory.Domain.Users;
using Inventory.Grains.States;
using Inventory.Storage;

namespace Inventory.Grains.Users;

/// <summary>Keeps a username or a mail address for one user. Its key says which of the two, and what, without regard to the case of letters.</summary>
public interface IUniqueNameGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes it for a user that is about to be made. Who has it keeps it; who took it a minute ago and came to nothing, loses it.
    /// </summary>
    /// <returns>False when it is another's.</returns>
    Task<bool> Claim(Guid user);

    /// <summary>Gives it back, if it is this user's.</summary>
    Task Release(Guid user);

    /// <returns>Who took it: a user, or one that came to nothing.</returns>
    Task<Guid?> Find();
}

/// <inheritdoc cref="IUniqueNameGrain"/>
public sealed class UniqueNameGrain([PersistentState("claim")] IPersistentState<UniqueNameState> state, TimeProvider clock) : StatefulGrain<UniqueNameState>(state), IUniqueNameGrain
{
    public async Task<bool> Claim(Guid user)
    {
        var now = clock.Now();
        if (State.User is { } holder && holder != user && (State.IsFresh(now) || await GrainFactory.GetUser(holder).OwnsName(this.GetPrimaryKeyString())))
            return false;
        await SaveAsync(new UniqueNameState { User = user, At = now });
        return true;
    }

    public Task Release(Guid user) => State.User == user ? SaveAsync(new UniqueNameState()) : Task.CompletedTask;

    public Task<Guid?> Find() => Task.FromResult(State.User);
}
