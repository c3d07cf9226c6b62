using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;

namespace Inventory.Gateway.Events;

public sealed class HistoryApi(ResourceType type, IEventReader store)
{
    private static readonly string[] Orders = ["oldest", "newest"];

    public void Map(RouteGroupBuilder collection) =>
        collection.MapGet("/{id:guid}/history", Read).RequireAuthorization(Access.ReadEvents).Named("listHistory")
            .Returns<EventResponse[]>(200, "The changes, oldest first.").Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);

    [EndpointSummary("Lists all changes of a resource, also of a deleted one.")]
    [EndpointDescription("In pages, oldest first or with `order=newest` the other way; all, or those that were decided from one moment to another. Each event has the resource or the allocation as it was after the change, and who asked for the change, if that is known.")]
    private async Task<IResult> Read(Guid id, HttpContext http, string? from, string? to, string? order, string? limit, string? cursor, CancellationToken cancellation)
    {
        var query = new Query();
        var window = query.Window(from, to);
        var isNewestFirst = query.One("order", order ?? Orders[0], Orders, one => one) == Orders[1];
        var count = query.Limit(limit);
        var position = query.Cursor(cursor);
        if (query.Problem is { } problem) return problem;

        var page = isNewestFirst ? await ReadNewestAsync(id, window, count, position, cancellation) : await ReadOldestAsync(id, window, count, position, cancellation);
        if (page is null) return ProblemResult.NotFound("resource");
        var next = page.Next is { } further ? Cursor.Link(http.Request, further) : null;
        return new ApiResult<EventResponse[]>(200, [.. page.Events.Select(e => EventResponse.Of(e, type))], EventJson.Default.EventResponseArray) { Next = next };
    }

    /// <param name="id">Of the resource.</param>
    /// <param name="window">Of the times of the events.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="position">The version of the last event of the page before.</param>
    /// <param name="cancellation">Of the request.</param>
    /// <returns><c>null</c> without such a resource.</returns>
    private async Task<Page?> ReadOldestAsync(Guid id, Interval window, int count, long? position, CancellationToken cancellation)
    {
        var after = position ?? (window.From.IsFinite ? await FindLastBeforeAsync(id, window.From, cancellation) : 0);
        var (_, events) = await store.ReadKeptHistoryAsync(id, after, count + 1, cancellation);
        if (events.Count == 0 ? after == 0 : events[0].ResourceType != type.Name) return null;
        var page = events.Take(count).TakeWhile(e => e.At < window.To).ToList();
        return new(page, events.Count > count && page.Count == count ? page[^1].Version : null);
    }

    /// <inheritdoc cref="ReadOldestAsync"/>
    private async Task<Page?> ReadNewestAsync(Guid id, Interval window, int count, long? position, CancellationToken cancellation)
    {
        var last = position ?? await FindLastBeforeAsync(id, window.To, cancellation);
        var (after, events) = await store.ReadKeptHistoryAsync(id, Math.Max(0, last - count), (int)Math.Clamp(last, 1, count), cancellation);
        if (events.Count == 0 ? last == 0 : events[0].ResourceType != type.Name) return null;
        var page = events.Where(e => e.Version <= last).Reverse().TakeWhile(e => e.At >= window.From).ToList();
        return new(page, after > 0 && page.Count == count ? after : null);
    }

    /// <summary>Each is decided after the one before it.</summary>
    /// <returns>The version of the last event before a moment; 0 if none is.</returns>
    private async Task<long> FindLastBeforeAsync(Guid id, Instant moment, CancellationToken cancellation)
    {
        var (before, other) = (0L, 1L);
        while (await IsBeforeAsync(other))
            (before, other) = (other, 2 * other);
        while (before + 1 < other)
        {
            var middle = (before + other) / 2;
            if (await IsBeforeAsync(middle))
                before = middle;
            else
                other = middle;
        }
        return before;

        async Task<bool> IsBeforeAsync(long version) => await store.ReadKeptHistoryAsync(id, version - 1, 1, cancellation) is (_, [var found]) && (found.Version > version || found.At < moment);
    }

    /// <param name="Events">Some of them.</param>
    /// <param name="Next">The position of the next page, if there is one.</param>
    private sealed record Page(IReadOnlyList<RecordedEvent> Events, long? Next);
}
