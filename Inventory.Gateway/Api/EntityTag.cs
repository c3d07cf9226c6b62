using System.Globalization;
using Inventory.Domain.Requests;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Api;

/// <summary>Versions as strong entity tags (RFC 9110, 8.8.3), and the headers that name them.</summary>
public static class EntityTag
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The versions that <c>If-Match</c> names. Weak tags and tags that were never ours match nothing.</summary>
    public static Precondition IfMatch(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        return StringValues.IsNullOrEmpty(header) || Tags(header).Any(t => t.Tag == "*")
            ? default
            : new([.. Tags(header).Where(t => !t.IsWeak).Select(VersionOf).OfType<long>()]);
    }

    /// <summary><c>If-None-Match</c> says that the client has this version.</summary>
    public static bool IsKnown(HttpRequest request, long version)
    {
        var header = request.Headers.IfNoneMatch;
        return !StringValues.IsNullOrEmpty(header) && Tags(header).Any(t => t.Tag == "*" || VersionOf(t) == version);
    }

    private static IList<EntityTagHeaderValue> Tags(StringValues header) => EntityTagHeaderValue.TryParseList(header, out var tags) ? tags : [];

    // Tags are texts: one that reads as the same number, such as "01", is another tag.
    private static long? VersionOf(EntityTagHeaderValue tag) =>
        long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && tag.Tag == Of(version) ? version : null;
}

/// <summary>The client has this version already: 304, without a body.</summary>
public sealed class NotModifiedResult(long version) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        httpContext.Response.Headers.ETag = EntityTag.Of(version);
        return Task.CompletedTask;
    }
}
