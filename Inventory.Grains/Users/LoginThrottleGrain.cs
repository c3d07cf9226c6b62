using Inventory.Domain.Users;
using Inventory.Storage;

namespace Inventory.Grains.Users;

/// <summary>
/// Slows down who guesses. Its key is a username and the address that logs in: who guesses from elsewhere does not keep the user out.
/// It remembers for as long as it is used and forgets after that.
/// </summary>
[Alias("inventory.login-throttle-grain")]
public interface ILoginThrottleGrain : IGrainWithStringKey
{
    /// <summary>Counts an attempt, before it is known how it ends.</summary>
    /// <returns>Zero if it may be made; else how long to wait.</returns>
    [Alias("enter")]
    Task<TimeSpan> Enter();

    /// <summary>The attempt was right: all is forgotten.</summary>
    [Alias("succeed")]
    Task Succeed();
}

/// <inheritdoc cref="ILoginThrottleGrain"/>
[GrainType("login-throttle")]
public sealed class LoginThrottleGrain(TimeProvider clock) : Grain, ILoginThrottleGrain
{
    private LoginAttempts _attempts = LoginAttempts.None;

    public Task<TimeSpan> Enter()
    {
        var now = clock.Now();
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
