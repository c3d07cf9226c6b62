using System.Net;
using Inventory.Grains.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace Inventory.Gateway.Security;

/// <summary>Behind a reverse proxy the client's address is what the proxy says it is, if the proxy is one that the operator names.</summary>
public static class TrustedProxies
{
    public static void UseTrustedProxies(this IApplicationBuilder app, IReadOnlyList<string> proxies)
    {
        if (proxies.Count == 0)
            return;
        // Without a limit, for several trusted proxies may stand in a row: the first address that is not of one of them is the client's.
        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        headers.KnownIPNetworks.Clear();
        headers.KnownProxies.Clear();
        foreach (var proxy in proxies)
            headers.KnownIPNetworks.Add(Parse(proxy));
        app.UseForwardedHeaders(headers);
    }

    private static System.Net.IPNetwork Parse(string proxy) =>
        System.Net.IPNetwork.TryParse(proxy, out var network) ? network
        : IPAddress.TryParse(proxy, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw InvalidOptions.Because($"Inventory:Proxies has '{proxy}', which is neither an address nor a network such as 10.0.0.0/8.");
}
