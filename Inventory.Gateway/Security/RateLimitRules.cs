using System.Net;
using System.Threading.RateLimiting;
using Inventory.Grains.Configuration;
using Microsoft.AspNetCore.RateLimiting;

namespace Inventory.Gateway.Security;

public static class RateLimitRules
{
    public const string Logins = "logins";

    private static readonly RateLimitPartition<string> Unlimited = RateLimitPartition.GetNoLimiter("");

    public static void AddRateLimits(this IServiceCollection services, RateLimitOptions options, AuthMode mode)
    {
        if (options.RequestsPerSecond < 0 || options.Burst < 1 || options.LoginsPerMinute < 0)
            throw InvalidOptions.Because("Inventory:RateLimits has a number below 0, or a Burst below 1.");
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => OfCaller(http, options));
            limiter.AddPolicy(Logins, http => mode == AuthMode.Open || options.LoginsPerMinute == 0 ? Unlimited : OfLogins(http, options));
            limiter.OnRejected = (rejected, _) => new(Refuse(rejected));
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

    private static RateLimitPartition<string> OfCaller(HttpContext http, RateLimitOptions options)
    {
        if (options.RequestsPerSecond == 0 || http.User is CallerPrincipal { IsCustomer: false })
            return Unlimited;
        var key = http.User is CallerPrincipal { Caller.Actor: var actor } ? actor : AddressOf(http);
        return RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = options.Burst,
            TokensPerPeriod = Math.Max(1, options.RequestsPerSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / Math.Min(10, options.RequestsPerSecond)),
            QueueLimit = 0,
        });
    }

    private static RateLimitPartition<string> OfLogins(HttpContext http, RateLimitOptions options) =>
        RateLimitPartition.GetSlidingWindowLimiter(AddressOf(http), _ => new()
        {
            PermitLimit = options.LoginsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        });

    private static Task Refuse(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        return ProblemResult.TooManyRequests(wait).ExecuteAsync(rejected.HttpContext);
    }
}

/// <summary>The section <c>Inventory:RateLimits</c>. Operators, admins and API keys have no limit, nor has an open service.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Of a customer, or of an address without a token. 0: no limit. Default: 200.</summary>
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>The most requests at once, after a pause. Default: 2,000.</summary>
    public int Burst { get; set; } = 2_000;

    /// <summary>Logins and registrations of an address: each takes 0.1 s of a processor. 0: no limit. Default: 60.</summary>
    public int LoginsPerMinute { get; set; } = 60;
}
