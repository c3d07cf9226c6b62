using System.Threading.RateLimiting;

namespace Inventory.Gateway.Security;

/// <summary>How many unknown tokens an address may try, since each costs a call of a grain. What is known of a token, good or bad, costs none and has no limit.</summary>
public sealed class TokenGuesses : IDisposable
{
    public const int PerMinute = 100;

    private const int Segments = 6;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetSlidingWindowLimiter(address, _ => new()
    {
        PermitLimit = PerMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = Segments,
        QueueLimit = 0,
    }));

    public static ProblemResult Refusal => ProblemResult.TooManyRequests(TimeSpan.FromMinutes(1) / Segments);

    public bool MayTry(string address)
    {
        using var lease = _limiter.AttemptAcquire(address, permitCount: 0);
        return lease.IsAcquired;
    }

    public void Count(string address) => _limiter.AttemptAcquire(address).Dispose();

    public void Dispose() => _limiter.Dispose();
}
