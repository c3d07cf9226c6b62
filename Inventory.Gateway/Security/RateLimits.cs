using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Inventory.Gateway.Security;

/// <summary>
/// Lets a request pass that all limits allow. The middleware of ASP.NET Core does the same, but never disposes of its limiters: their timers keep a host that has ended, with all
/// that it had, in memory.
/// </summary>
public sealed class RateLimits : IDisposable
{
    /// <summary>
    /// A refusal comes this late. Clients wait longer anyway, as <c>Retry-After</c> says; those that do not, and repeat the request at once, would keep the processors busy
    /// with refusals.
    /// </summary>
    public static readonly TimeSpan RefusalDelay = TimeSpan.FromMilliseconds(100);

    private readonly PartitionedRateLimiter<HttpContext>[] _each;

    public RateLimits(params Func<HttpContext, RateLimitPartition<string>>[] rules)
    {
        _each = [.. rules.Select(rule => PartitionedRateLimiter.Create(rule))];
        All = PartitionedRateLimiter.CreateChained(_each);
    }

    public PartitionedRateLimiter<HttpContext> All { get; }

    public void Dispose()
    {
        All.Dispose();
        Array.ForEach(_each, limiter => limiter.Dispose());
    }
}

public sealed class RateLimitMiddleware(RequestDelegate next, RateLimits limits)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            await next(http);
            return;
        }
        using var lease = await limits.All.AcquireAsync(http, cancellationToken: http.RequestAborted);
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }
        await Task.Delay(RateLimits.RefusalDelay, TimeProvider.System, http.RequestAborted);
        await ProblemResult.TooManyRequests(lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1)).ExecuteAsync(http);
    }
}
