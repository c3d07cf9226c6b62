using System.Net;
using System.Threading.RateLimiting;
using Inventory.Grains.Configuration;
using Microsoft.AspNetCore.RateLimiting;

namespace Inventory.Gateway.Security;

public static class RateLimitRules
{
    public const string Logins = "logins";

    // Of requests that cost much. More wait than connections that a browser has, and few enough to answer all in time.
    private const int MaxWaiting = 32;

    /// <summary>
    /// A refusal comes this late. Clients wait longer anyway, as <c>Retry-After</c> says; those that do not, and repeat the request at once, would keep the processors busy
    /// with refusals.
    /// </summary>
    public static readonly TimeSpan RefusalDelay = TimeSpan.FromMilliseconds(100);

    private static readonly RateLimitPartition<string> Unlimited = RateLimitPartition.GetNoLimiter("");

    public static void AddRateLimits(this IServiceCollection services, RateLimitOptions options, AuthMode mode)
    {
        if (options.RequestsPerSecond < 0 || options.Burst < 1 || options.LoginsPerMinute < 0 || options.CostlyAtOnce < 0)
            throw InvalidOptions.Because("Inventory:RateLimits has a number below 0, or a Burst below 1.");
        services.AddRateLimiter(limiter =>
        {
            // What waits for its turn counts when it has it.
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http => OfWork(http, options)),
                PartitionedRateLimiter.Create<HttpContext, string>(http => OfCaller(http, options)));
            limiter.AddPolicy(Logins, http => mode == AuthMode.Open || options.LoginsPerMinute == 0 ? Unlimited : OfLogins(http, options));
            limiter.OnRejected = (rejected, aborted) => new(RefuseAsync(rejected, aborted));
        });
    }

    /// <summary>For IPv6, the /64 network: one customer has a whole network.</summary>
    public static string AddressOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
            return address.MapToIPv4().ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }

    private static RateLimitPartition<string> OfCaller(HttpContext http, RateLimitOptions options) => options.RequestsPerSecond == 0 || !IsLimited(http)
        ? Unlimited
        : RateLimitPartition.GetTokenBucketLimiter(KeyOf(http), _ => new()
        {
            TokenLimit = options.Burst,
            TokensPerPeriod = Math.Max(1, options.RequestsPerSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / Math.Min(10, options.RequestsPerSecond)),
            QueueLimit = 0,
        });

    private static RateLimitPartition<string> OfWork(HttpContext http, RateLimitOptions options) => options.CostlyAtOnce == 0 || !IsCostly(http) || !IsLimited(http)
        ? Unlimited
        : RateLimitPartition.GetConcurrencyLimiter(KeyOf(http), _ => new()
        {
            PermitLimit = options.CostlyAtOnce,
            QueueLimit = MaxWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

    private static bool IsCostly(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<CostlyMetadata>() is { } costly && (costly.Parameter is null || http.Request.Query.ContainsKey(costly.Parameter));

    private static bool IsLimited(HttpContext http) => http.User is not CallerPrincipal { IsCustomer: false };

    private static string KeyOf(HttpContext http) => http.User is CallerPrincipal { Caller.Actor: var actor } ? actor : AddressOf(http);

    private static RateLimitPartition<string> OfLogins(HttpContext http, RateLimitOptions options) =>
        RateLimitPartition.GetSlidingWindowLimiter(AddressOf(http), _ => new()
        {
            PermitLimit = options.LoginsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        });

    private static async Task RefuseAsync(OnRejectedContext rejected, CancellationToken aborted)
    {
        await Task.Delay(RefusalDelay, TimeProvider.System, aborted);
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        await ProblemResult.TooManyRequests(wait).ExecuteAsync(rejected.HttpContext);
    }
}

/// <summary>The section <c>Inventory:RateLimits</c>. Operators, admins and API keys have no limit, nor has an open service.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Of a customer, or of an address without a token. 0: no limit. Default: 200.</summary>
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>The most requests at once, after a pause. Default: 2,000.</summary>
    public int Burst { get; set; } = 2_000;

    /// <summary>
    /// Requests that cost much, such as searches, quotes, bookings and past states, that a caller has at once; 32 more wait for their turn. 0: no limit.
    /// Default: 1, so that one caller uses one processor.
    /// </summary>
    public int CostlyAtOnce { get; set; } = 1;

    /// <summary>Logins and registrations of an address: each takes 0.1 s of a processor. 0: no limit. Default: 60.</summary>
    public int LoginsPerMinute { get; set; } = 60;
}
