namespace Inventory.Gateway.Feeds;

/// <summary>Calendar programs ask again every few minutes: a feed that they have already is not sent again.</summary>
internal sealed class FeedResult(byte[] calendar) : IResult
{
    public const string MediaType = "text/calendar";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var tag = EntityTag.OfContent(calendar);
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        if (EntityTag.IsKnown(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.ContentLength = calendar.Length;
        return response.Body.WriteAsync(calendar, httpContext.RequestAborted).AsTask();
    }
}
