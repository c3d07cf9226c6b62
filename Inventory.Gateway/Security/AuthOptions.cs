using System.Net;
using Inventory.Grains.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Security;

/// <summary>The section <c>Inventory:Auth</c> of the configuration.</summary>
public sealed class AuthOptions
{
    /// <summary>
    /// <c>Open</c>: a request without a token acts as an operator, for trying out and for a machine of one's own. <c>Required</c>: it does not. Default: <c>Open</c> where the
    /// service listens on loopback addresses only, and nowhere else.
    /// </summary>
    public AuthMode? Mode { get; set; }

    /// <summary>How long a token lives from the login on. From a minute to 366 days. Default: 7 days.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The first admin, who is made at the start if there is no user of the name.</summary>
    public AdminOptions Admin { get; set; } = new();
}

/// <summary>What a request without a token is.</summary>
public enum AuthMode
{
    /// <summary>An operator's.</summary>
    Open = 1,

    /// <summary>Nobody's.</summary>
    Required = 2,
}

/// <summary>Which mode holds, by what is configured and where the service listens.</summary>
public static class AuthModes
{
    /// <exception cref="OptionsValidationException">Open, where others than this machine reach it.</exception>
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
                $"Inventory:Auth:Mode is Open, and {outside} is not a loopback address: everybody who reaches it would be an operator. Set it to Required, or listen on 127.0.0.1.");
        }
        return options.Mode ?? (outside is null ? AuthMode.Open : AuthMode.Required);
    }

    // All the ways by which the server can be told where to listen; without any of them it is a loopback address.
    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
    [
        .. (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. (configuration["http_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"http://*:{port}"),
        .. (configuration["https_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"https://*:{port}"),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    private static bool IsLoopback(string address)
    {
        // Of what is no address, the server says so itself.
        if (!address.Contains("://", StringComparison.Ordinal) || address.Contains("://unix:", StringComparison.Ordinal))
            return true;
        var host = BindingAddress.Parse(address).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}

/// <summary>The first admin. Without a name there is none; once it is there, what stands here is not looked at.</summary>
public sealed class AdminOptions
{
    public string? Username { get; set; }

    /// <summary>As for any user. Best given by an environment variable.</summary>
    public string? Password { get; set; }

    /// <summary>Default: the name at <c>localhost</c>.</summary>
    public string? Mail { get; set; }
}
