namespace Inventory.Grains.Resources;

/// <summary>Lets a resource record that holds are over. This only tidies up: every decision judges holds by the clock.</summary>
internal sealed class HoldExpiryTimer(IGrainBase grain, TimeProvider clock, Func<CancellationToken, Task> recordExpired)
{
    // Holds that end at nearly the same time are recorded together, and a timer cannot be shorter anyway.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private IGrainTimer? _timer;

    public void Set(ResourceState state)
    {
        _timer?.Dispose();
        _timer = null;
        if (state.Calendar.NextToExpire is not { } hold)
            return;
        var wait = TimeSpan.FromMicroseconds(Math.Max(0, hold.Expires.Microseconds - clock.Now().Microseconds)) + Slack;
        _timer = grain.RegisterGrainTimer(recordExpired, new GrainTimerCreationOptions(wait, RetryEvery));
    }
}
