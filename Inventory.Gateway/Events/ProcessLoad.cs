namespace Inventory.Gateway.Events;

/// <summary>How busy this process is.</summary>
public sealed class ProcessLoad(TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly Lock _turn = new();
    private long _seenAt = clock.GetTimestamp();
    private TimeSpan _used = Environment.CpuUsage.TotalTime;
    private bool _isBusy;

    /// <summary>It has lately used more than half of the processors that it may use.</summary>
    public bool IsBusy()
    {
        lock (_turn)
        {
            var elapsed = clock.GetElapsedTime(_seenAt);
            if (elapsed < Every)
                return _isBusy;
            var used = Environment.CpuUsage.TotalTime;
            _isBusy = used - _used > elapsed * (0.5 * Environment.ProcessorCount);
            (_seenAt, _used) = (clock.GetTimestamp(), used);
            return _isBusy;
        }
    }
}
