using Inventory.Gateway.Api;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Events;

/// <summary>The change feed: every change once, in the order in which they became durable.</summary>
public sealed class EventApi(EventFeed feed, SubscriberLimit listeners, IHostApplicationLifetime host)
{
    private const string EventStream = "text/event-stream";
    private const string LastEventId = "Last-Event-ID";

    public void Map(IEndpointRouteBuilder api) =>
        // It names everybody's allocations, and who asked for them.
        api.MapGet("/events", Read).WithTags("Events").RequireAuthorization(Access.ReadEvents)
            .Returns<EventResponse[]>(200, "What follows, in order: a page of JSON, or for who accepts text/event-stream a stream without end (Server-Sent Events).")
            .Problems(ProblemTypes.Invalid, ProblemTypes.CursorTooOld, ProblemTypes.TooManyListeners);

    /// <summary>Tells what has changed, from a cursor on.</summary>
    private async Task<IResult> Read(HttpContext http, string? after, CancellationToken cancellation)
    {
        var query = new Query();
        var isStream = http.Request.Headers.Accept.Any(a => a?.Contains(EventStream, StringComparison.OrdinalIgnoreCase) == true);
        var resumed = http.Request.Headers[LastEventId].ToString();
        var position = query.Cursor(resumed.Length > 0 ? resumed : after, "after");
        if (query.Problem is { } problem) return problem;
        if (position is { } cursor && await feed.IsTooOldAsync(cursor, cancellation)) return ProblemResult.OfType(ProblemTypes.CursorTooOld);

        // Without a cursor a page begins at the beginning, and a stream now.
        if (isStream)
            return new EventStreamResult(feed, position ?? await feed.FindLastSeqAsync(cancellation), listeners, host.ApplicationStopping);
        return new EventPageResult(await feed.ReadAsync(position ?? await feed.FindBeginAsync(cancellation), cancellation));
    }
}
