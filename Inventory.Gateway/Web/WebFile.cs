using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Web;

/// <summary>A file of the web UI, in the codings in which the build has left it.</summary>
internal sealed class WebFile : IResult
{
    /// <summary>The page runs only what it brings along, and speaks only to this service.</summary>
    private const string Policy = "script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

    private static readonly (string Coding, string Suffix)[] Codings = [("br", ".br"), ("gzip", ".gz")];

    private readonly string _contentType;
    private readonly bool _isPage;
    private readonly EntityTagHeaderValue _tag;
    private readonly byte[] _plain;
    private readonly Dictionary<string, byte[]> _coded;

    public WebFile(string path, string contentType)
    {
        (_contentType, _isPage, _plain) = (contentType, Path.GetExtension(path) == ".html", File.ReadAllBytes(path));
        _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(_plain))[..16]}\"");
        _coded = Codings.Where(coding => File.Exists(path + coding.Suffix)).ToDictionary(coding => coding.Coding, coding => File.ReadAllBytes(path + coding.Suffix));
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        HtmlPage.SetHeaders(response.Headers, Policy);
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ETag = _tag.ToString();
        // The names of all but the page change with what is in them.
        response.Headers.CacheControl = _isPage ? "no-cache" : "public, max-age=31536000, immutable";
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(_tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        var accepted = request.GetTypedHeaders().AcceptEncoding.Where(coding => coding.Quality != 0).Select(coding => coding.Value.Value).ToHashSet();
        var coding = Codings.Select(known => known.Coding).FirstOrDefault(name => accepted.Contains(name) && _coded.ContainsKey(name));
        var bytes = coding is null ? _plain : _coded[coding];
        if (coding is not null)
            response.Headers.ContentEncoding = coding;
        response.ContentType = _contentType;
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}
