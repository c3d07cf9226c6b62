using Microsoft.Net.Http.Headers;

namespace Inventory.Gateway.Api;

/// <summary>RFC 9110, 12.5.1.</summary>
public static class AcceptHeader
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>False for a client that likes JSON as much.</summary>
    public static bool PrefersToJson(this HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && QualityOf(accepted, new(mediaType)) > QualityOf(accepted, Json);

    // The most specific range that covers the type decides.
    private static double QualityOf(IEnumerable<MediaTypeHeaderValue> accepted, MediaTypeHeaderValue type) => accepted
        .Where(type.IsSubsetOf).OrderBy(range => range.MatchesAllTypes).ThenBy(range => range.MatchesAllSubTypes).Select(range => range.Quality ?? 1).FirstOrDefault();
}
