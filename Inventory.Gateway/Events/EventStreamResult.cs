using System.Buffers;
using System.Text;

namespace Inventory.Gateway.Events;

/// <summary>Events as they happen, as Server-Sent Events: <c>id</c> is a cursor to resume from.</summary>
public sealed class EventStreamResult(EventFeed feed, long after) : IResult
{
    /// <summary>Proxies close what is silent for longer.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var cancellation = httpContext.RequestAborted;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        await response.BodyWriter.FlushAsync(cancellation);

        await using var pages = feed.ListenAsync(after, cancellation).GetAsyncEnumerator(cancellation);
        var next = pages.MoveNextAsync().AsTask();
        while (true)
        {
            try
            {
                await next.WaitAsync(Heartbeat, cancellation);
                foreach (var item in pages.Current.Events)
                    Write(response.BodyWriter, item);
                next = pages.MoveNextAsync().AsTask();
            }
            catch (TimeoutException)
            {
                response.BodyWriter.Write(":\n\n"u8);
            }
            await response.BodyWriter.FlushAsync(cancellation);
        }
    }

    private static void Write(IBufferWriter<byte> writer, FeedEvent item)
    {
        writer.Write("id: "u8);
        writer.Write(Encoding.ASCII.GetBytes(item.Event.Id));
        writer.Write("\nevent: "u8);
        writer.Write(Encoding.ASCII.GetBytes(item.Event.Type));
        writer.Write("\ndata: "u8);
        writer.Write(item.Utf8);
        writer.Write("\n\n"u8);
    }
}
