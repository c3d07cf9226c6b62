using Inventory.Domain.Users;
using Inventory.Grains.Configuration;
using Inventory.Grains.States;
using Inventory.Storage;
using Microsoft.Extensions.Options;

namespace Inventory.Grains.Users;

/// <summary>Which user a registration with an <c>Idempotency-Key</c> makes, as long as keys are kept. Its own key follows from that one.</summary>
[Alias("inventory.registration-key-grain")]
public interface IRegistrationKeyGrain : IGrainWithStringKey
{
    /// <param name="user">An id that was never used.</param>
    /// <returns>The id that the key was taken for before, if that is kept; else this one, from now on.</returns>
    [Alias("reserve")]
    Task<Guid> Reserve(Guid user);
}

/// <inheritdoc cref="IRegistrationKeyGrain"/>
[GrainType("registration-key")]
public sealed class RegistrationKeyGrain(
    [PersistentState("registration")] IPersistentState<RegistrationKeyState> stored, TimeProvider clock, IOptions<LimitsOptions> limits) : Grain, IRegistrationKeyGrain
{
    private readonly GroupCommitState<RegistrationKeyState> _state = new(stored);

    public async Task<Guid> Reserve(Guid user)
    {
        var (taken, next) = (await _state.ReadAsync()).Reserve(user, clock.Now(), limits.Value.ToLimits().IdempotencyRetention);
        await _state.WriteAsync(next);
        return taken;
    }
}
