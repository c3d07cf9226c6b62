using System.Buffers;
using Inventory.Gateway.Api;

namespace Inventory.Gateway.Events;

/// <summary>Events as they happen, as Server-Sent Events: <c>id</c> is a cursor to resume from.</summary>
/// <param name="feed">Where they come from.</param>
/// <param name="after">Where the stream begins.</param>
/// <param name="listeners">Among whom it takes a place.</param>
/// <param name="stopping">Ends the stream: who listens would else keep the gateway from stopping.</param>
public sealed class EventStreamResult(EventFeed feed, long after, SubscriberLimit listeners, CancellationToken stopping) : IResult
{
    /// <summary>Proxies close what is silent for longer.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var place = listeners.TryEnter();
        if (place is null)
        {
            await new ProblemResult(ProblemTypes.TooManyListeners, $"{listeners.Limit} listen already, and no more may.").ExecuteAsync(httpContext);
            return;
        }
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            await SendAsync(response, end.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It ends well, and the client resumes when the gateway is there again.
        }
    }

    private async Task SendAsync(HttpResponse response, CancellationToken cancellation)
    {
        await response.BodyWriter.FlushAsync(cancellation);
        await using var pages = feed.ListenAsync(after, cancellation).GetAsyncEnumerator(cancellation);
        var next = pages.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (await IsThereAsync(next, cancellation))
                {
                    foreach (var item in pages.Current.Events)
                        response.BodyWriter.Write(item.Frame);
                    next = pages.MoveNextAsync().AsTask();
                }
                else
                {
                    response.BodyWriter.Write(":\n\n"u8);
                }
                await response.BodyWriter.FlushAsync(cancellation);
            }
        }
        finally
        {
            // The enumerator cannot be disposed of while it is asked for more.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False when it is time to say that the stream is still there.</returns>
    private static async Task<bool> IsThereAsync(Task next, CancellationToken cancellation)
    {
        try
        {
            await next.WaitAsync(Heartbeat, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

/// <summary>A page of events as a JSON array; its <c>Link</c> names what follows, also when there is nothing yet.</summary>
public sealed class EventPageResult(EventPage page) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.Link = $"<{httpContext.Request.Path}?after={Cursor.Of(page.LastSequence)}>; rel=\"next\"";
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
