using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Inventory.Gateway.Api;

/// <summary>
/// Writes a body that may be large while it is read, so that it is never whole in memory. If reading fails on the way, the connection is closed:
/// a part is not taken for the whole.
/// </summary>
public sealed class StreamedResult<T>(T value, JsonTypeInfo<T> type) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/json; charset=utf-8";
        // From here on a fault cannot become another response.
        await response.StartAsync(aborted);
        await JsonSerializer.SerializeAsync(response.BodyWriter, value, type, aborted);
    }
}
