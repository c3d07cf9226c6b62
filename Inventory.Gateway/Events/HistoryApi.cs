using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Events;

public sealed class HistoryApi(ResourceType type, IEventReader store)
{
    public void Map(RouteGroupBuilder collection) =>
        collection.MapGet("/{id:guid}/history", Read).RequireAuthorization(Access.ReadEvents).Named("listHistory")
            .Returns<EventResponse[]>(200, "Every change, oldest first.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);

    [EndpointSummary("Lists all changes of a resource, also of a deleted one.")]
    [EndpointDescription("Oldest first, in pages. Each event has the resource or the allocation as it was after the change, and who asked for the change, if that is known.")]
    private async Task<IResult> Read(Guid id, HttpContext http, string? limit, string? cursor, CancellationToken cancellation)
    {
        var query = new Query();
        var count = query.Limit(limit);
        var after = query.Cursor(cursor) ?? 0;
        if (query.Problem is { } problem) return problem;

        var events = await store.ReadHistoryAsync(id, after, count + 1, cancellation);
        if (events.Count == 0 ? after == 0 : events[0].ResourceType != type.Name) return ProblemResult.NotFound("resource");
        var page = events.Take(count).ToList();
        return new ApiResult<EventResponse[]>(200, [.. page.Select(e => EventResponse.Of(e, type))], EventJson.Default.EventResponseArray)
        {
            Next = events.Count > count ? Cursor.Link(http.Request, page[^1].Version) : null,
        };
    }
}
