namespace Inventory.Gateway.Security;

/// <summary>
/// In <see cref="AuthMode.Open"/> everybody who reaches the service is an operator. That is for this machine: not for the web pages that its browser shows, nor for
/// whoever a proxy lets in.
/// </summary>
public sealed class OpenModeGuard(RequestDelegate next, IReadOnlyCollection<string> origins)
{
    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"];

    // Nearly all requests name the same host.
    private volatile string? _knownHost;

    public Task InvokeAsync(HttpContext http) => Fault(http.Request) is { } fault
        ? new ProblemResult(ProblemTypes.CrossSite, $"{fault} To serve others than this machine, set Inventory:Auth:Mode to Required.").ExecuteAsync(http)
        : next(http);

    private string? Fault(HttpRequest request)
    {
        var headers = request.Headers;
        if (!IsKnown(request.Host))
            return $"Host is {request.Host}, and has to be localhost or a loopback address.";
        if (headers.Origin is [{ } origin] && !IsOurs(origin))
            return $"The request comes from a page of {origin}.";
        if (headers["Sec-Fetch-Site"] is ["cross-site"] && headers.Origin.Count == 0 && !IsNavigation(request))
            return "The request comes from a page of another site.";
        return Array.Find(OfProxies, headers.ContainsKey) is { } proxy ? $"The request came through a proxy: it has {proxy}." : null;
    }

    private bool IsKnown(HostString host)
    {
        // A browser always names one. The health check of a load balancer need not.
        if (!host.HasValue || host.Value == _knownHost)
            return true;
        if (!AuthModes.IsLoopbackHost(host.Host))
            return false;
        _knownHost = host.Value;
        return true;
    }

    private bool IsOurs(string origin) => origins.Contains(origin) || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && AuthModes.IsLoopbackHost(uri.Host));

    // Somebody follows a link to this service.
    private static bool IsNavigation(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] is ["navigate"];
}
