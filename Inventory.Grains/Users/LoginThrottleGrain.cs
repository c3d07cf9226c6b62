using Inventory.Domain.Users;

namespace Inventory.Grains.Users;

/// <summary>Slows down password guessing. The key has a username and a client address: a guesser elsewhere does not lock the user out.</summary>
[Alias("inventory.login-throttle-grain")]
public interface ILoginThrottleGrain : IGrainWithStringKey
{
    /// <summary>Counts an attempt before its result is known.</summary>
    /// <returns>How long to wait; zero if the attempt may go ahead.</returns>
    [Alias("enter")]
    Task<TimeSpan> Enter();

    [Alias("succeed")]
    Task Succeed();
}

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
        // Stays in memory for the longest wait and the attempt after it.
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
