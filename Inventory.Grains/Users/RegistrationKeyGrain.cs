using Inventory.Configuration;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.States;
using Microsoft.Extensions.Options;

namespace Inventory.Users;

/// <inheritdoc cref="IRegistrationKeyGrain"/>
public sealed class RegistrationKeyGrain(
    [PersistentState("registration")] IPersistentState<RegistrationKeyState> stored, TimeProvider clock, IOptions<LimitsOptions> limits) : Grain, IRegistrationKeyGrain
{
    private readonly GroupCommitState<RegistrationKeyState> _state = new(stored);

    public async Task<Guid> Take(Guid user)
    {
        var (taken, next) = (await _state.ReadAsync()).Take(user, Instant.Now(clock), limits.Value.ToLimits().KeyLife);
        await _state.WriteAsync(next);
        return taken;
    }
}
