using System.Net.Mime;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Events;

public sealed class ChangeApi(ResourceType type, EventFeed feed, SubscriberLimit listeners, TokenResolver callers, TimeProvider clock, IHostApplicationLifetime host)
{
    public void Map(RouteGroupBuilder collection) =>
        collection.MapGet("/changes", Read).RequireAuthorization(Access.Book).Named("streamChanges").WithMetadata(new DisableRequestTimeoutAttribute())
            .Returns(200, "The changes, in order, in an endless stream (Server-Sent Events).")
            .AlsoReturns(MediaTypeNames.Text.EventStream, "id: AAAAAAAAAAE\nevent: inventory.allocated\ndata: {\"specversion\":\"1.0\",\"id\":\"AAAAAAAAAAE\"}\n\n")
            .Problems(ProblemTypes.Invalid, ProblemTypes.CursorTooOld, ProblemTypes.CursorAhead, ProblemTypes.TooManyListeners);

    [EndpointSummary("Streams the changes of a type's resources.")]
    [EndpointDescription("Goes on after the `cursor` of a timeline, or the `id` of an event; without one, it begins with the next change. `resource` selects among the resources, and can be repeated. A customer sees of the allocations of others only when they are, and of their end nothing but that the resource has changed.")]
    private async Task<IResult> Read(HttpContext http, string? after, [FromQuery] string[]? resource, CancellationToken cancellation)
    {
        var query = new Query();
        var resources = query.Ids("resource", resource);
        var (position, problem) = await feed.PositionAsync(query, http.Request, after, cancellation);
        if (problem is not null) return problem;

        return new EventStreamResult(feed, position ?? await feed.FindLastSeqAsync(cancellation), new(type, resources, http.Caller()?.Customer), listeners,
            new(callers, http, Permissions.Book, clock), host.ApplicationStopping);
    }
}
