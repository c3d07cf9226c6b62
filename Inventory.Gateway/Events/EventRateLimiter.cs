using System.Threading.RateLimiting;

namespace Inventory.Gateway.Events;

/// <summary>The bytes per second that all subscribers share, in order of arrival; an eighth of that while the process is busy.</summary>
public sealed class EventRateLimiter : IDisposable
{
    private const int PartsOfASecond = 10;
    private const int WhileBusy = 8;
    private const int KiB = 1_024;

    // In KiB. Times the maximum number of subscribers, it does not overflow.
    private const int MostAtOnce = 100_000;

    private readonly int _most;
    private readonly Func<bool> _isBusy;
    private readonly TokenBucketRateLimiter _limiter;

    public EventRateLimiter(int bytesPerSecond, Func<bool> isBusy)
    {
        var perSecond = bytesPerSecond / KiB;
        (_most, _isBusy) = (Math.Min(perSecond, MostAtOnce), isBusy);
        _limiter = new(new()
        {
            TokenLimit = perSecond,
            TokensPerPeriod = perSecond / PartsOfASecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / PartsOfASecond,
            QueueLimit = int.MaxValue,
        });
    }

    /// <summary>Waits until the bytes may be sent. A page larger than the rate of a second counts as one second.</summary>
    public async ValueTask SpendAsync(int bytes, CancellationToken cancellation)
    {
        var cost = ((_isBusy() ? WhileBusy * (long)bytes : bytes) + KiB - 1) / KiB;
        using var lease = await _limiter.AcquireAsync((int)Math.Min(cost, _most), cancellation);
        if (!lease.IsAcquired)
            throw new InvalidOperationException("Too many subscribers wait for events.");
    }

    public void Dispose() => _limiter.Dispose();
}

public sealed class ProcessLoad(TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly Lock _turn = new();
    private long _measuredAt = clock.GetTimestamp();
    private TimeSpan _used = Environment.CpuUsage.TotalTime;
    private bool _isBusy;

    /// <summary>True if the process has recently used more than half of its processors.</summary>
    public bool IsBusy()
    {
        lock (_turn)
        {
            var elapsed = clock.GetElapsedTime(_measuredAt);
            if (elapsed < Every)
                return _isBusy;
            var used = Environment.CpuUsage.TotalTime;
            _isBusy = used - _used > elapsed * (0.5 * Environment.ProcessorCount);
            (_measuredAt, _used) = (clock.GetTimestamp(), used);
            return _isBusy;
        }
    }
}
