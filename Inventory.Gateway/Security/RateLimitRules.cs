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

    // Providers give a customer a /48 of IPv6, with 65,536 networks in which addresses count by themselves. A /48 has the share of so many.
    private const int NetworksAtOnce = 16;

    private const int AddressBytes = 8;
    private const int NetworkBytes = 6;

    private static readonly RateLimitPartition<LimitKey> Unlimited = RateLimitPartition.GetNoLimiter(default(LimitKey));

    public static void AddRateLimits(this IServiceCollection services, RateLimitOptions options, AuthMode mode)
    {
        if (options.RequestsPerSecond < 0 || options.Burst < 1 || options.LoginsPerMinute < 0 || options.CostlyAtOnce < 0 || options.CostlyPercent is < 1 or > 100)
            throw InvalidOptions.Because("Inventory:RateLimits has a number below 0, a Burst below 1, or a CostlyPercent that is not 1 to 100.");
        services.AddSingleton(_ => new RateLimits(
            // What waits for its turn counts when it has it.
            http => OfWork(http, options),
            http => OfCaller(http, options),
            http => OfNetwork(http, options),
            http => IsLogin(http) ? OfLogins("logins of a network", NetworkOf(http), NetworksAtOnce, options, mode) : Unlimited,
            http => IsLogin(http) ? OfLogins("logins", AddressOf(http), 1, options, mode) : Unlimited));
    }

    /// <summary>For IPv6, the /64 network: one customer has a whole network.</summary>
    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        var address when IsIPv4(address) => address.MapToIPv4().ToString(),
        var address => FirstOf(address, AddressBytes),
    };

    /// <returns><c>null</c> for IPv4.</returns>
    private static string? NetworkOf(HttpContext http) => http.Connection.RemoteIpAddress is { } address && !IsIPv4(address) ? FirstOf(address, NetworkBytes) : null;

    private static bool IsIPv4(IPAddress address) => address.IsIPv4MappedToIPv6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;

    private static string FirstOf(IPAddress address, int count)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(count).Clear();
        return new IPAddress(bytes).ToString();
    }

    private static RateLimitPartition<LimitKey> OfCaller(HttpContext http, RateLimitOptions options) =>
        options.RequestsPerSecond == 0 || !IsLimited(http) ? Unlimited : OfRequests("requests", KeyOf(http), 1, options);

    private static RateLimitPartition<LimitKey> OfNetwork(HttpContext http, RateLimitOptions options) =>
        options.RequestsPerSecond == 0 || http.User is CallerPrincipal || NetworkOf(http) is not { } network ? Unlimited : OfRequests("requests of a network", network, NetworksAtOnce, options);

    private static RateLimitPartition<LimitKey> OfRequests(string rule, string key, int share, RateLimitOptions options) => RateLimitPartition.GetTokenBucketLimiter(new LimitKey(rule, key), _ => new()
    {
        TokenLimit = share * options.Burst,
        TokensPerPeriod = share * Math.Max(1, options.RequestsPerSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / Math.Min(10, options.RequestsPerSecond)),
        QueueLimit = 0,
    });

    private static RateLimitPartition<LimitKey> OfWork(HttpContext http, RateLimitOptions options) => options.CostlyAtOnce == 0 || !IsCostly(http) || !IsLimited(http)
        ? Unlimited
        : RateLimitPartition.Get<LimitKey>(new("work", KeyOf(http)), _ => new PausingLimiter(
            new() { PermitLimit = options.CostlyAtOnce, QueueLimit = MaxWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst },
            (100.0 - options.CostlyPercent) / options.CostlyPercent, TimeProvider.System));

    private static bool IsCostly(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<CostlyMetadata>() is { } costly && (costly.Parameter is null || http.Request.Query.ContainsKey(costly.Parameter));

    private static bool IsLimited(HttpContext http) => http.User is not CallerPrincipal { IsCustomer: false };

    private static string KeyOf(HttpContext http) => http.User is CallerPrincipal { Caller.Actor: var actor } ? actor : AddressOf(http);

    private static bool IsLogin(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Logins;

    private static RateLimitPartition<LimitKey> OfLogins(string rule, string? key, int share, RateLimitOptions options, AuthMode mode) => key is null || mode == AuthMode.Open || options.LoginsPerMinute == 0
        ? Unlimited
        : RateLimitPartition.GetSlidingWindowLimiter(new LimitKey(rule, key), _ => new()
        {
            PermitLimit = share * options.LoginsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        });
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

    /// <summary>
    /// Of one processor, that the costly requests of a caller use: after each, the next one waits for a multiple of the time that it took, a second at most. 1 to 100;
    /// 100: no wait. Default: 20.
    /// </summary>
    public int CostlyPercent { get; set; } = 20;

    /// <summary>Logins and registrations of an address: each takes 0.1 s of a processor. 0: no limit. Default: 60.</summary>
    public int LoginsPerMinute { get; set; } = 60;
}
