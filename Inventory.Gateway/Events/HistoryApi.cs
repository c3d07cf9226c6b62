using Inventory.Gateway.Api;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Storage;

namespace Inventory.Gateway.Events;

/// <summary>What has ever happened to the resources of one type, to deleted ones too.</summary>
public sealed class HistoryApi(ResourceType type, IEventReader store)
{
    public void Map(RouteGroupBuilder collection) =>
        // It names everybody's allocations, and who asked for them.
        collection.MapGet("/{id:guid}/history", Read).RequireAuthorization(Access.ReadEvents)
            .Returns<EventResponse[]>(200, "Every change, the oldest first.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);

    /// <summary>Lists all that has happened to a resource.</summary>
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
