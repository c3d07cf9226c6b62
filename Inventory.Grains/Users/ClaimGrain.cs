using Inventory.Contracts;
using Inventory.Domain;
using Inventory.States;

namespace Inventory.Users;

/// <inheritdoc cref="IClaimGrain"/>
public sealed class ClaimGrain([PersistentState("claim")] IPersistentState<ClaimState> stored, TimeProvider clock) : Grain, IClaimGrain
{
    private readonly GroupCommitState<ClaimState> _state = new(stored);

    public async Task<bool> Take(Guid user)
    {
        var now = Instant.Now(clock);
        var claim = await _state.ReadAsync();
        if (claim.User is { } holder && holder != user && (claim.IsFresh(now) || await GrainFactory.GetUser(holder).Holds(this.GetPrimaryKeyString())))
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
