using System.Text.Json.Serialization.Metadata;

namespace Inventory.Gateway.Api;

public sealed class ApiResult<T>(int status, T value, JsonTypeInfo<T> type) : IResult
{
    public long? Version { get; init; }

    public string? Location { get; init; }

    /// <summary>The path of what the answer shows, if that is not the path of the request.</summary>
    public string? ContentLocation { get; init; }

    public string? Next { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        if (Version is { } version)
            headers.ETag = EntityTag.Of(version);
        if (Location is not null)
            headers.Location = Location;
        if (ContentLocation is not null)
            headers.ContentLocation = ContentLocation;
        if (Next is not null)
            headers.Link = Next;
        ApiResponse.Write(httpContext.Response, status, "application/json; charset=utf-8", value, type);
        return Task.CompletedTask;
    }
}
