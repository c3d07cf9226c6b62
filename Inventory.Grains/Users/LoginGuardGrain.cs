using Inventory.Contracts;
using Inventory.Domain;

namespace Inventory.Users;

/// <inheritdoc cref="ILoginGuardGrain"/>
public sealed class LoginGuardGrain(TimeProvider clock) : Grain, ILoginGuardGrain
{
    private LoginAttempts _attempts = LoginAttempts.None;

    public Task<TimeSpan> Begin()
    {
        var now = Instant.Now(clock);
        var wait = _attempts.Wait(now);
        if (wait == TimeSpan.Zero)
            _attempts = _attempts.Next(now);
        // As long as the longest wait lasts, and it is asked again when that is over.
        DelayDeactivation(2 * LoginAttempts.Longest);
        return Task.FromResult(wait);
    }

    public Task Succeed()
    {
        _attempts = LoginAttempts.None;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
