namespace Inventory.Gateway.Api;

/// <summary>HEAD wherever there is GET: the same answer without its body (RFC 9110, 9.1 and 9.3.2). That it has none, the server sees to.</summary>
public static class HeadRequests
{
    private static readonly HttpMethodMetadata GetAndHead = new([HttpMethods.Get, HttpMethods.Head]);

    /// <summary>For all endpoints of the group, and of the groups in it.</summary>
    public static RouteGroupBuilder MapHead(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Add(endpoint =>
        {
            for (var i = 0; i < endpoint.Metadata.Count; i++)
                if (endpoint.Metadata[i] is HttpMethodMetadata { HttpMethods: ["GET"] })
                    endpoint.Metadata[i] = GetAndHead;
        });
        return group;
    }

    /// <summary>For middleware that knows GET alone.</summary>
    public static Task AskAsGet(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsHead(http.Request.Method))
            http.Request.Method = HttpMethods.Get;
        return next(http);
    }
}
