using Inventory.Domain.Allocations;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Feeds;

/// <summary>The feeds of a resource.</summary>
public sealed class FeedApi(ResourceType type, IGrainFactory grains, ResourceReader reader, FeedReader feeds)
{
    public void Map(RouteGroupBuilder collection)
    {
        collection.MapGet("/{id:guid}/calendar.ics", ReadCalendar).Named("readCalendar").IsFeed(FeedExamples.Calendar).Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
        collection.MapGet("/{id:guid}/freebusy.ics", ReadFreeBusy).Named("readFreeBusy").IsFeed(FeedExamples.FreeBusy).Problems(ProblemTypes.NotFound, ProblemTypes.Invalid);
    }

    [EndpointSummary("Reads the calendar of a resource, for calendar programs.")]
    [EndpointDescription("In iCalendar (RFC 5545): the latest 10,000 allocations, in the zone of the opening hours. A customer sees of the allocations of others only when they are. Infinite times are cut to a year before today and two years after it.")]
    private async Task<IResult> ReadCalendar(Guid id, HttpContext http, CancellationToken cancellation)
    {
        if (await reader.Read(id, type.Name) is not { } resource || await feeds.ListAsync(resource, Interval.Always, cancellation) is not { } allocations)
            return ProblemResult.NotFound("resource");
        var owners = http.Caller()?.Customer is { } customer ? await OwnBookings.FindOwnersAsync(grains, customer) : null;
        var (seen, taken) = (allocations.Where(IsSeen).ToList(), allocations.Where(allocation => !IsSeen(allocation)).Select(allocation => allocation.Interval).Distinct());
        var (horizon, place) = (feeds.Horizon, feeds.PlaceOf(resource));
        var events = (await feeds.ToEventsAsync(resource, seen, horizon, cancellation)).Concat(taken.Select(time => FeedEvent.Busy(time, place, horizon)));
        return new FeedResult(FeedWriter.WriteEvents(resource.Name, events.OrderBy(one => one.Interval.From)));

        bool IsSeen(Allocation allocation) => owners is null || ((allocation.Owner ?? allocation.Booking) is { } owner && owners.Contains(owner));
    }

    [EndpointSummary("Reads when a resource is busy, for calendar programs.")]
    [EndpointDescription("In iCalendar (VFREEBUSY), from a year before today to two years after it. It tells when the resource is taken, and when it is closed (`BUSY-UNAVAILABLE`), and nothing else.")]
    private async Task<IResult> ReadFreeBusy(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var horizon = feeds.Horizon;
        if (await reader.Read(id, type.Name) is not { } resource || await feeds.ListAsync(resource, horizon.Window, cancellation) is not { } allocations)
            return ProblemResult.NotFound("resource");
        var busy = FeedReader.Merge(allocations.Select(allocation => allocation.Interval.Cut(horizon.Window)).OfType<Interval>());
        return new FeedResult(FeedWriter.WriteFreeBusy(resource.Name, resource.Id.ToString(), busy, feeds.ClosedIn(resource, horizon.Window), horizon));
    }
}
