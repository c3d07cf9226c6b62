namespace Inventory.Grains.Resources;

/// <summary>Lets a resource record that holds are over, and that customers did not appear. This only tidies up: every decision judges holds by the clock.</summary>
internal sealed class HoldExpiryTimer(IGrainBase grain, TimeProvider clock, Func<CancellationToken, Task> recordExpired)
{
    // Holds that end at nearly the same time are recorded together, and a timer cannot be shorter anyway.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    // A timer of the runtime goes up to 49 days. One that is early finds nothing to record, and is set again.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private IGrainTimer? _timer;
    private Instant _deadline = Instant.PlusInfinity;

    /// <summary>Costs nothing where the next moment is still the same, or later: then it finds nothing to record, and is set again.</summary>
    public void SetIfSooner(ResourceState state)
    {
        if (state.Calendar.NextDue is { } next && next.Deadline < _deadline)
            Set(state);
    }

    public void Set(ResourceState state)
    {
        _deadline = state.Calendar.NextDue?.Deadline ?? Instant.PlusInfinity;
        _timer?.Dispose();
        _timer = null;
        if (state.Calendar.NextDue is not { } next)
            return;
        var wait = TimeSpan.FromMicroseconds(Math.Clamp(next.Deadline.Microseconds - clock.Now().Microseconds, 0, (long)Longest.TotalMicroseconds)) + Slack;
        _timer = grain.RegisterGrainTimer(recordExpired, new GrainTimerCreationOptions(wait, RetryEvery));
    }
}
