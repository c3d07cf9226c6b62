using System.Net.Mime;
using Inventory.Gateway.Security;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Inventory.Gateway.Events;

public sealed class EventApi(EventFeed feed, SubscriberLimit listeners, TokenResolver callers, TimeProvider clock, IHostApplicationLifetime host)
{
    public void Map(IEndpointRouteBuilder api) =>
        // Events name the owner of every allocation.
        api.MapGet("/events", Read).WithTags("Events").RequireAuthorization(Access.ReadEvents).Named("readEvents").WithMetadata(new DisableRequestTimeoutAttribute())
            .Returns<EventResponse[]>(200, "The next events, in order: a JSON array, or an endless stream (Server-Sent Events) if the client prefers text/event-stream.")
            .AlsoReturns(MediaTypeNames.Text.EventStream, "id: AAAAAAAAAAE\nevent: inventory.allocated\ndata: {\"specversion\":\"1.0\",\"id\":\"AAAAAAAAAAE\"}\n\n")
            .Problems(ProblemTypes.Invalid, ProblemTypes.CursorTooOld, ProblemTypes.CursorAhead, ProblemTypes.TooManyListeners);

    [EndpointSummary("Reads the changes after a cursor.")]
    [EndpointDescription("Events of all resources in the order of their commits, as CloudEvents 1.0. Without a cursor, a page begins with the oldest event and a stream with the next one. The `id` of an event is the cursor that goes on after it.")]
    private async Task<IResult> Read(HttpContext http, string? after, string? limit, CancellationToken cancellation)
    {
        var query = new Query();
        var isStream = http.Request.PrefersToJson(MediaTypeNames.Text.EventStream);
        var count = query.Limit(limit);
        var (position, problem) = await feed.PositionAsync(query, http.Request, after, cancellation);
        if (problem is not null) return problem;

        // Without a cursor, a page begins with the oldest event, and a stream with the next one.
        if (isStream)
        {
            var access = new StreamAccess(callers, http, Permissions.ReadEvents, clock);
            return new EventStreamResult(feed, position ?? await feed.FindLastSeqAsync(cancellation), EventView.Whole, listeners, access, host.ApplicationStopping);
        }
        var page = await feed.ReadAsync(position ?? await feed.FindBeginAsync(cancellation), cancellation);
        return new EventPageResult(page.First(count));
    }
}
