using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Inventory.Gateway.Api;

/// <summary>A page that runs nothing and loads nothing.</summary>
/// <param name="title">Text.</param>
/// <param name="style">CSS: all that the page has.</param>
/// <param name="body">HTML below the heading.</param>
internal sealed class HtmlPage(string title, string style, string body) : IResult
{
    private const string Never = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        SetHeaders(httpContext.Response.Headers, $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'");
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        return httpContext.Response.WriteAsync(
            $"""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)}</title><style>{style}</style>
            <h1>{Encode(title)}</h1>
            {body}</html>
            """, httpContext.RequestAborted);
    }

    /// <summary>For a page that does only what <paramref name="policy"/> allows.</summary>
    public static void SetHeaders(IHeaderDictionary headers, string policy)
    {
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = $"default-src 'none'; {policy}; {Never}";
    }

    public static string Encode(string text) => WebUtility.HtmlEncode(text);
}
