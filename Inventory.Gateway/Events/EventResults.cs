using System.Buffers;
using System.Diagnostics;
using System.Net.Mime;
using System.Text;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Events;

/// <summary>Server-Sent Events: <c>id</c> is a cursor to resume from. An open stream would keep the gateway from stopping, so <c>stopping</c> ends it.</summary>
public sealed class EventStreamResult(EventFeed feed, long after, EventView view, SubscriberLimit listeners, StreamAccess access, CancellationToken stopping) : IResult
{
    // Proxies close connections that are silent for longer.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var place = listeners.TryEnter(view.Customer, out var refusal);
        if (place is null)
        {
            await refusal!.ExecuteAsync(httpContext);
            return;
        }
        var response = httpContext.Response;
        response.ContentType = MediaTypeNames.Text.EventStream;
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
            // The client resumes when the gateway is back.
        }
    }

    private async Task SendAsync(HttpResponse response, CancellationToken cancellation)
    {
        await response.BodyWriter.FlushAsync(cancellation);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var pages = feed.ListenAsync(after, view, end.Token).GetAsyncEnumerator(end.Token);
        var (sent, passed, quiet) = (after, after, Stopwatch.StartNew());
        var next = pages.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                var hasNext = await HasNextAsync(next, Heartbeat - quiet.Elapsed, cancellation);
                if (!await access.HoldsAsync())
                    return;
                IReadOnlyList<byte[]> frames = [];
                if (hasNext)
                {
                    (passed, frames) = pages.Current;
                    next = pages.MoveNextAsync().AsTask();
                }
                if (frames.Count == 0 && quiet.Elapsed < Heartbeat)
                    continue;
                foreach (var frame in frames)
                    response.BodyWriter.Write(frame);
                // Without a cursor past what is not for it, a client would come back with one that grows old.
                if (frames.Count == 0)
                    response.BodyWriter.Write(passed > sent ? Encoding.ASCII.GetBytes($"id: {Cursor.Of(passed)}\n\n") : ":\n\n"u8);
                await response.BodyWriter.FlushAsync(cancellation);
                sent = passed;
                quiet.Restart();
            }
        }
        finally
        {
            // An enumerator cannot be disposed while MoveNextAsync runs.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False when a heartbeat is due.</returns>
    private static async Task<bool> HasNextAsync(Task next, TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await next.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

/// <summary>A page of events as a JSON array. <c>Link</c> names the next page.</summary>
public sealed class EventPageResult(EventPage page) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        // Without one it is the end for now: who asks for the page again goes on from there. A page without events may have passed over some.
        if (page.LastSequence > page.AfterSequence)
            response.Headers.Link = Cursor.Link(httpContext.Request, page.LastSequence, "after");
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
