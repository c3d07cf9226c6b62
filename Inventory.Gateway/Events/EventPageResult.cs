using System.Buffers;
using Inventory.Gateway.Http;

namespace Inventory.Gateway.Events;

/// <summary>A page of events as a JSON array; its <c>Link</c> names what follows, also when there is nothing yet.</summary>
public sealed class EventPageResult(EventPage page) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.Link = $"<{httpContext.Request.Path}?after={Cursor.Of(page.Until)}>; rel=\"next\"";
        response.ContentLength = 2 + page.Events.Sum(e => e.Utf8.Length) + Math.Max(0, page.Events.Count - 1);
        var separator = "["u8;
        foreach (var next in page.Events)
        {
            response.BodyWriter.Write(separator);
            response.BodyWriter.Write(next.Utf8);
            separator = ","u8;
        }
        response.BodyWriter.Write(page.Events.Count == 0 ? "[]"u8 : "]"u8);
        return Task.CompletedTask;
    }
}
