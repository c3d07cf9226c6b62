using System.Threading.RateLimiting;

namespace Inventory.Gateway.Events;

/// <summary>
/// What all who listen may be sent in a second, first come first served: what is sent to a thousand of them takes the processor a thousand times. While there is other
/// work to do it is an eighth of that.
/// </summary>
public sealed class EventRateLimiter : IDisposable
{
    private const int PartsOfASecond = 50;
    private const int WhileBusy = 8;
    private const int KiB = 1_024;

    /// <summary>In KiB. So many times the most who may listen can wait without a number that overflows.</summary>
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

    /// <returns>Done when they may be sent. More than those of a second are let through as if they were those.</returns>
    public async ValueTask SpendAsync(int bytes, CancellationToken cancellation)
    {
        var cost = ((_isBusy() ? WhileBusy * (long)bytes : bytes) + KiB - 1) / KiB;
        using var lease = await _limiter.AcquireAsync((int)Math.Min(cost, _most), cancellation);
        if (!lease.IsAcquired)
            throw new InvalidOperationException("More wait to be sent events than can be counted.");
    }

    public void Dispose() => _limiter.Dispose();
}

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
