namespace Inventory.Gateway.Security;

/// <summary>
/// The token of a browser: no script can read it, and the browser sends it with requests of this site's own pages alone (<c>SameSite=Strict</c>). Because a site shares its
/// cookies with its neighbours on other ports and subdomains, what changes something has to come from this very origin.
/// </summary>
public static class SessionCookie
{
    public const string Name = "inventory_session";

    /// <returns><c>null</c> if there is none, or a token in the header, which counts before it.</returns>
    public static string? Find(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 && request.Headers.Cookie.Count > 0 && request.Cookies[Name] is { Length: > 0 } token ? token : null;

    public static void Set(HttpContext http, string token, Instant expires) => http.Response.Cookies.Append(Name, token, Options(http, new DateTimeOffset(expires.ToDateTime())));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    /// <summary>Reads are harmless: another site does not see the answer.</summary>
    public static bool MayUse(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
        || (request.Headers["Sec-Fetch-Site"] is [{ } site] ? site == "same-origin" : request.Headers.Origin is [{ } origin] && origin == $"{request.Scheme}://{request.Host}");

    // Browsers refuse a secure cookie over plain HTTP, which only this machine uses.
    private static CookieOptions Options(HttpContext http, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = !AuthModes.IsLoopbackHost(http.Request.Host.Host),
        SameSite = SameSiteMode.Strict,
        Path = "/",
        Expires = expires,
    };
}
