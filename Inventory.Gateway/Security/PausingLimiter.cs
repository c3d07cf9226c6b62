using System.Threading.RateLimiting;

namespace Inventory.Gateway.Security;

/// <summary>
/// Limits the requests at once, and pauses after each of them, so that they use a part of one processor and the requests of others find it free. The response does not wait
/// for the pause, nor does the connection: only the next request that asks this limiter.
/// </summary>
/// <param name="options">How many at once, and how many wait.</param>
/// <param name="share">The length of the pause, in times of the request's own.</param>
/// <param name="clock">Measures both.</param>
public sealed class PausingLimiter(ConcurrencyLimiterOptions options, double share, TimeProvider clock) : RateLimiter
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyLimiter _limiter = new(options);

    public override TimeSpan? IdleDuration => _limiter.IdleDuration;

    public override RateLimiterStatistics? GetStatistics() => _limiter.GetStatistics();

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => Pausing(_limiter.AttemptAcquire(permitCount));

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        Pausing(await _limiter.AcquireAsync(permitCount, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _limiter.Dispose();
        base.Dispose(disposing);
    }

    private RateLimitLease Pausing(RateLimitLease lease) => lease.IsAcquired && share > 0 ? new PausingLease(lease, share, clock) : lease;

    private sealed class PausingLease(RateLimitLease lease, double share, TimeProvider clock) : RateLimitLease
    {
        private readonly long _begin = clock.GetTimestamp();

        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => lease.MetadataNames;

        public override bool TryGetMetadata(string metadataName, out object? metadata) => lease.TryGetMetadata(metadataName, out metadata);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _ = ReleaseAsync();
            base.Dispose(disposing);
        }

        private async Task ReleaseAsync()
        {
            await clock.RestAsync(_begin, share, LongestPause, CancellationToken.None);
            lease.Dispose();
        }
    }
}
