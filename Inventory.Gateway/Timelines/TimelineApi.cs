using Inventory.Gateway.Bookings;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Resources;
using Microsoft.AspNetCore.Mvc;

namespace Inventory.Gateway.Timelines;

public sealed class TimelineApi(ResourceType type, IGrainFactory grains, ResourceReader reader, TimelineRows rows, IEventReader events)
{
    // A row has as many as a resource has in the window: a page ends with the row that exceeds this.
    private const int MaxBytes = 64 * 1024 * 1024;

    private const int RowsAtOnce = 100;

    public void Map(RouteGroupBuilder collection) =>
        collection.MapGet("/timeline", Read).RequireAuthorization(Access.Book).Named("readTimeline").IsCostly().IsFilteredByAttributes()
            .Returns<TimelineResponse>(200, "The resources, oldest first, each with its allocations in the window.").Problems(ProblemTypes.Invalid);

    [EndpointSummary("Reads the calendars of many resources at once.")]
    [EndpointDescription("The allocations that overlap a window, by resource: of all resources of the type, or of each `resource` that is named. A customer sees of the allocations of others only when they are. `cursor` is a position in the change feed: changes after it may be in the rows already, and none is missing. An event whose `sequence` is not above a row's `version` is in that row.")]
    private async Task<IResult> Read(HttpContext http, string? from, string? to, [FromQuery] string[]? resource, string? limit, string? cursor, CancellationToken cancellation)
    {
        var query = new Query();
        var window = query.Window(from, to);
        var list = new ListResourcesRequest
        {
            Limit = query.Limit(limit),
            After = query.Cursor(cursor) ?? 0,
            Attributes = new AttributeQuery(type.Attributes, query).Read(http.Request),
        };
        var ids = query.Ids("resource", resource);
        if (ids.Count > 0 && !list.Attributes.IsEmpty)
            query.Refuse("resource", "cannot be combined with attributes");
        if (query.Problem is { } problem) return problem;

        var own = http.Caller()?.Customer is { } customer ? await OwnBookings.FindOwnersAsync(grains, customer) : null;
        // Before the rows: what is committed meanwhile is after it.
        var position = await events.FindLastSeqAsync(cancellation);
        var page = ids.Count == 0 ? await grains.GetRegistry(type.Name).List(list) : await ReadAsync(ids, list);
        var (rendered, bytes, last) = (new List<byte[]>(page.Resources.Length), 0L, 0);
        foreach (var chunk in page.Resources.Chunk(RowsAtOnce))
        {
            foreach (var row in await Task.WhenAll(chunk.Select(resource => rows.RenderAsync(resource, type.Name, window, own).AsTask())))
            {
                last++;
                // Deleted meanwhile.
                if (row is null) continue;
                rendered.Add(row);
                bytes += row.Length;
                if (bytes > MaxBytes) break;
            }
            if (bytes > MaxBytes) break;
        }
        var hasMore = page.HasMore || last < page.Resources.Length;
        return new TimelineResult(Cursor.Of(position), rendered, hasMore ? Cursor.Link(http.Request, page.Resources[last - 1].Ordinal) : null);
    }

    private async Task<ResourcePage> ReadAsync(IEnumerable<Guid> ids, ListResourcesRequest list)
    {
        var resources = await Task.WhenAll(ids.Select(id => reader.Read(id, type.Name).AsTask()));
        var after = resources.OfType<Resource>().Where(resource => resource.Ordinal > list.After).OrderBy(resource => resource.Ordinal).ToList();
        return new([.. after.Take(list.Limit)], HasMore: after.Count > list.Limit);
    }
}
