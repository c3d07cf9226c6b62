using System.Net;
using Inventory.Grains.Configuration;

namespace Inventory.Gateway.Security;

public sealed class AuthOptions
{
    /// <summary><c>Open</c>: a request without a token acts as an operator. Default: <c>Open</c> if the service listens on loopback only, else <c>Required</c>.</summary>
    public AuthMode? Mode { get; set; }

    /// <summary>From the login on: a minute to 366 days. Default: 7 days.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The first admin, created at the start unless a user has its name.</summary>
    public AdminOptions Admin { get; set; } = new();
}

public enum AuthMode
{
    Open = 1,

    Required = 2,
}

public static class AuthModes
{
    public static AuthMode Of(AuthOptions options, IConfiguration configuration)
    {
        if (options.TokenLifetime < TimeSpan.FromMinutes(1) || options.TokenLifetime > TimeSpan.FromDays(366))
            throw InvalidOptions.Because($"Inventory:Auth:TokenLifetime is {options.TokenLifetime}; it has to be from 00:01:00 to 366.00:00:00.");
        if (options.Mode is { } mode && !Enum.IsDefined(mode))
            throw InvalidOptions.Because("Inventory:Auth:Mode has to be Open or Required.");
        var outside = Addresses(configuration).FirstOrDefault(address => !IsLoopback(address));
        if (options.Mode == AuthMode.Open && outside is not null)
        {
            throw InvalidOptions.Because(
                $"Inventory:Auth:Mode is Open, but {outside} is not a loopback address: everybody who reaches it would be an operator. Set it to Required, or listen on 127.0.0.1.");
        }
        return options.Mode ?? (outside is null ? AuthMode.Open : AuthMode.Required);
    }

    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    // Every setting that says where the server listens. Without any of them it listens on loopback.
    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
    [
        .. (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. (configuration["http_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"http://*:{port}"),
        .. (configuration["https_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"https://*:{port}"),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    private static bool IsLoopback(string address)
    {
        // The server itself refuses what is not an address.
        if (!address.Contains("://", StringComparison.Ordinal) || address.Contains("://unix:", StringComparison.Ordinal))
            return true;
        return IsLoopbackHost(BindingAddress.Parse(address).Host);
    }
}

/// <summary>Without a name, no admin is created. Ignored once the user exists.</summary>
public sealed class AdminOptions
{
    public string? Username { get; set; }

    /// <summary>Best set by an environment variable.</summary>
    public string? Password { get; set; }

    public string? Mail { get; set; }
}
