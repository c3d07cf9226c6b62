using Inventory.Domain.Resources;
using Inventory.Storage;

namespace Inventory.Grains.Resources;

/// <summary>Lets a resource write down that holds are over. It tidies up, no more: every decision judges holds by the clock.</summary>
/// <param name="grain">Whose turn it is then.</param>
/// <param name="clock">Tells how long it is until then.</param>
/// <param name="tidy">What to do.</param>
internal sealed class HoldExpiryTimer(IGrainBase grain, TimeProvider clock, Func<CancellationToken, Task> tidy)
{
    // Holds that end at nearly the same time are written down together; and a timer cannot be shorter than this anyway.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    /// <summary>When the storage is down, it is tried again until it is not.</summary>
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private IGrainTimer? _timer;

    /// <summary>Wakes up when the next hold of this state is over.</summary>
    public void Set(ResourceState state)
    {
        _timer?.Dispose();
        _timer = null;
        if (state.Calendar.NextToExpire is not { } hold)
            return;
        var wait = TimeSpan.FromMicroseconds(Math.Max(0, hold.Expires.Microseconds - clock.Now().Microseconds)) + Slack;
        _timer = grain.RegisterGrainTimer(tidy, new GrainTimerCreationOptions(wait, RetryEvery));
    }
}
