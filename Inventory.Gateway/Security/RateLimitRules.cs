using System.Net;
using System.Threading.RateLimiting;
using Inventory.Gateway.Api;
using Inventory.Grains.Configuration;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Security;

/// <summary>How many requests a caller may send. It has tokens for a burst, and gets new ones all the time.</summary>
public static class RateLimitRules
{
    /// <summary>The policy of endpoints where passwords are hashed.</summary>
    public const string Logins = "logins";

    private static readonly RateLimitPartition<string> Unlimited = RateLimitPartition.GetNoLimiter("");

    /// <exception cref="OptionsValidationException">A number that cannot be.</exception>
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

    /// <summary>The address that a request comes from; of IPv6, the network that one customer has.</summary>
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
        var key = http.User is CallerPrincipal { By.Actor: var actor } ? actor : AddressOf(http);
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

/// <summary>
/// The section <c>Inventory:RateLimits</c> of the configuration. Operators, admins and keys of programs are not limited, nor is whoever acts as an operator without a token.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>Of a customer, or of an address from which no token comes. Default 200. 0: no limit.</summary>
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>How many of them may come at once, after a rest. Default 2,000.</summary>
    public int Burst { get; set; } = 2_000;

    /// <summary>Logins and registrations from one address: each costs a tenth of a second of a processor. Default 60. 0: no limit.</summary>
    public int LoginsPerMinute { get; set; } = 60;
}
