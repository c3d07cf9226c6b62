using Inventory.Contracts;
using Inventory.Domain;
using Inventory.States;

namespace Inventory.Users;

/// <inheritdoc cref="IClaimGrain"/>
public sealed class ClaimGrain([PersistentState("claim")] IPersistentState<ClaimState> state, TimeProvider clock) : StatefulGrain<ClaimState>(state), IClaimGrain
{
    public async Task<bool> Take(Guid user)
    {
        var now = Instant.Now(clock);
        if (State.User is { } holder && holder != user && (State.IsFresh(now) || await GrainFactory.GetUser(holder).Holds(this.GetPrimaryKeyString())))
            return false;
        await SaveAsync(new ClaimState { User = user, At = now });
        return true;
    }

    public Task Release(Guid user) => State.User == user ? SaveAsync(new ClaimState()) : Task.CompletedTask;

    public Task<Guid?> Find() => Task.FromResult(State.User);
}
