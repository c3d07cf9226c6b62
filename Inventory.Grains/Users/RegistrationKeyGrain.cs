using Inventory.Domain.Users;
using Inventory.Grains.Configuration;
using Inventory.Grains.States;
using Microsoft.Extensions.Options;

namespace Inventory.Grains.Users;

/// <summary>The user that a registration with an <c>Idempotency-Key</c> creates, while keys are retained.</summary>
[Alias("inventory.registration-key-grain")]
public interface IRegistrationKeyGrain : IGrainWithStringKey
{
    /// <returns>The id that the key was reserved for before; otherwise <paramref name="user"/>, which must be new.</returns>
    [Alias("reserve")]
    Task<Guid> Reserve(Guid user);
}

[GrainType("registration-key")]
public sealed class RegistrationKeyGrain(
    [PersistentState("registration")] IPersistentState<RegistrationKeyState> stored, TimeProvider clock, IOptions<LimitsOptions> limits) : Grain, IRegistrationKeyGrain
{
    private readonly GroupCommitState<RegistrationKeyState> _state = new(stored);

    public async Task<Guid> Reserve(Guid user)
    {
        var (reserved, next) = (await _state.ReadAsync()).Reserve(user, clock.Now(), limits.Value.ToLimits().IdempotencyRetention);
        await _state.WriteAsync(next);
        return reserved;
    }
}
