namespace Inventory.Gateway.Security;

/// <summary>Headers that keep a browser from taking an answer for what it is not.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // What follows is for pages: the answers of the API are none.
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
        }
        return next(http);
    }
}
