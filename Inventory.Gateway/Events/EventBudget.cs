using System.Threading.RateLimiting;

namespace Inventory.Gateway.Events;

/// <summary>What all who listen may be sent in a second, first come first served: what is sent to a thousand of them takes the processor a thousand times.</summary>
public sealed class EventBudget : IDisposable
{
    private const int PartsOfASecond = 50;

    private readonly int _bytesPerSecond;
    private readonly TokenBucketRateLimiter _limiter;

    public EventBudget(int bytesPerSecond)
    {
        _bytesPerSecond = bytesPerSecond;
        _limiter = new(new()
        {
            TokenLimit = bytesPerSecond,
            TokensPerPeriod = bytesPerSecond / PartsOfASecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / PartsOfASecond,
            QueueLimit = int.MaxValue,
        });
    }

    /// <returns>Done when they may be sent. More than those of a second are let through as if they were those.</returns>
    public async ValueTask SpendAsync(int bytes, CancellationToken cancellation)
    {
        using var lease = await _limiter.AcquireAsync(Math.Min(bytes, _bytesPerSecond), cancellation);
    }

    public void Dispose() => _limiter.Dispose();
}
