using Inventory.Configuration;
using Inventory.Contracts;
using Inventory.Domain;
using Inventory.States;
using Microsoft.Extensions.Options;

namespace Inventory.Users;

/// <inheritdoc cref="IRegistrationKeyGrain"/>
public sealed class RegistrationKeyGrain(
    [PersistentState("registration")] IPersistentState<RegistrationKeyState> state, TimeProvider clock, IOptions<LimitsOptions> limits)
    : StatefulGrain<RegistrationKeyState>(state), IRegistrationKeyGrain
{
    public async Task<Guid> Take(Guid user)
    {
        var (taken, next) = State.Take(user, Instant.Now(clock), limits.Value.ToLimits().KeyLife);
        await SaveAsync(next);
        return taken;
    }
}
