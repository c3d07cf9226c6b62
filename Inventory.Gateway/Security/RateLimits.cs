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

    // One for all rules: each has a timer that rings ten times a second, in an idle process, too.
    private readonly PartitionedRateLimiter<RateLimitPartition<LimitKey>> _limiters = PartitionedRateLimiter.Create<RateLimitPartition<LimitKey>, LimitKey>(partition => partition);

    public RateLimits(params Func<HttpContext, RateLimitPartition<LimitKey>>[] rules) =>
        All = PartitionedRateLimiter.CreateChained([.. rules.Select(rule => _limiters.WithTranslatedKey(rule, leaveOpen: true))]);

    public PartitionedRateLimiter<HttpContext> All { get; }

    public void Dispose()
    {
        All.Dispose();
        _limiters.Dispose();
    }
}

/// <summary>Who is limited by which rule. The default is limited by none.</summary>
public readonly record struct LimitKey(string Rule, string Key);

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
