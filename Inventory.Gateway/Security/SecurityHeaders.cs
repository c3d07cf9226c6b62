namespace Inventory.Gateway.Security;

public sealed class SecurityHeaders(RequestDelegate next)
{
    // Swagger UI and Orleans' pages set styles by their scripts. The latter bring fonts.
    private const string Documentation = "script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        // The rest is for pages; responses of the API are not pages, but for those that set their own.
        if (!http.Request.Path.StartsWithSegments("/api"))
            HtmlPage.SetHeaders(http.Response.Headers, Documentation);
        return next(http);
    }
}
