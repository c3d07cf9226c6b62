namespace Inventory.Gateway.Security;

/// <summary>
/// The calendar token in the address of a feed: calendar programs send no headers. No other token is taken there, because addresses are stored and logged. It counts before
/// any other.
/// </summary>
public static class FeedToken
{
    public const string Parameter = "token";

    /// <returns><c>null</c> if there is none, or the endpoint is no feed.</returns>
    public static string? Find(HttpContext http) =>
        http.Request.QueryString.HasValue && http.GetEndpoint()?.Metadata.GetMetadata<FeedMetadata>() is not null && http.Request.Query.TryGetValue(Parameter, out var values)
            ? values.ToString() : null;

    public static bool IsOne(string text) => Token.TryParse(text, out var token) && token.Kind == TokenKind.Calendar;
}

/// <summary>The endpoint is a feed, which also takes a <see cref="FeedToken"/>.</summary>
public sealed record FeedMetadata;
