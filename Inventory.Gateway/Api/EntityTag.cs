using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Api;

/// <summary>Versions as strong entity tags (RFC 9110, 8.8.3).</summary>
public static class EntityTag
{
    private const int ContentTagBytes = 16;

    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>For what has no version: the hash of its content.</summary>
    public static string OfContent(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return $"\"{Convert.ToHexStringLower(hash[..ContentTagBytes])}\"";
    }

    /// <summary>Weak tags, tags that are not ours, and no tag at all match nothing.</summary>
    public static Precondition IfMatch(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        return header.Count == 0 || Tags(header).Any(t => t.Tag == "*")
            ? default
            : new([.. Tags(header).Where(t => !t.IsWeak).Select(VersionOf).OfType<long>()]);
    }

    public static bool IsKnown(HttpRequest request, long version)
    {
        var header = request.Headers.IfNoneMatch;
        return !StringValues.IsNullOrEmpty(header) && Tags(header).Any(t => t.Tag == "*" || VersionOf(t) == version);
    }

    public static bool IsKnown(HttpRequest request, string tag)
    {
        var header = request.Headers.IfNoneMatch;
        return !StringValues.IsNullOrEmpty(header) && Tags(header).Any(known => known.Tag == "*" || known.Tag == tag);
    }

    private static IList<EntityTagHeaderValue> Tags(StringValues header) => EntityTagHeaderValue.TryParseList(header, out var tags) ? tags : [];

    // Tags are compared as text: "01" is not "1".
    private static long? VersionOf(EntityTagHeaderValue tag) =>
        long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && tag.Tag == Of(version) ? version : null;
}

public sealed class NotModifiedResult(long version) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        httpContext.Response.Headers.ETag = EntityTag.Of(version);
        return Task.CompletedTask;
    }
}
