using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.Security;
using Inventory.Gateway.Users;
using Inventory.Grains.Bookings;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Feeds;

/// <summary>The feeds of what the caller has booked and allocated.</summary>
public sealed class OwnFeedApi(IGrainFactory grains, ResourceReader reader, UserAllocations allocations, FeedReader feeds)
{
    private const int ReadAtOnce = 100;

    public void Map(IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/users/me").WithTags("Feeds");
        own.MapGet("/calendar.ics", ReadCalendar).Named("readOwnCalendar").IsFeed(FeedExamples.Calendar).Problems(ProblemTypes.Invalid);
        own.MapGet("/freebusy.ics", ReadFreeBusy).Named("readOwnFreeBusy").IsFeed(FeedExamples.FreeBusy).Problems(ProblemTypes.Invalid);
    }

    [EndpointSummary("Reads the calendar of the caller, for calendar programs.")]
    [EndpointDescription("In iCalendar (RFC 5545): what the caller has booked, and what it has allocated as a customer; the latest 10,000.")]
    private async Task<IResult> ReadCalendar(HttpContext http, CancellationToken cancellation)
    {
        var (horizon, events) = (feeds.Horizon, new List<FeedEvent>());
        foreach (var chunk in (await ListAsync(http, cancellation)).GroupBy(own => (own.Type, own.Resource)).Chunk(ReadAtOnce))
            foreach (var found in await Task.WhenAll(chunk.Select(ToEventsAsync)))
                events.AddRange(found);
        return new FeedResult(FeedWriter.WriteEvents("Inventory", events.OrderBy(one => one.Interval.From).ThenBy(one => one.Uid, StringComparer.Ordinal).TakeLast(FeedReader.MaxEvents)));

        async Task<IEnumerable<FeedEvent>> ToEventsAsync(IGrouping<(string Type, Guid Resource), OwnAllocation> of) =>
            await reader.Read(of.Key.Resource, of.Key.Type) is { } resource ? await feeds.ToEventsAsync(resource, [.. of.Select(own => own.Allocation)], horizon, cancellation) : [];
    }

    [EndpointSummary("Reads when the caller is busy, for calendar programs.")]
    [EndpointDescription("In iCalendar (VFREEBUSY), from a year before today to two years after it: when the caller has something, and nothing else.")]
    private async Task<IResult> ReadFreeBusy(HttpContext http, CancellationToken cancellation)
    {
        var horizon = feeds.Horizon;
        var busy = FeedReader.Merge((await ListAsync(http, cancellation)).Select(own => own.Allocation.Interval.Cut(horizon.Window)).OfType<Interval>());
        return new FeedResult(FeedWriter.WriteFreeBusy("Inventory", http.Customer(), busy, [], horizon));
    }

    private async Task<List<OwnAllocation>> ListAsync(HttpContext http, CancellationToken cancellation)
    {
        var user = (http.User as CallerPrincipal)?.User?.Id;
        var own = new List<OwnAllocation>();
        foreach (var customer in user is { } of ? HttpCaller.CustomersOf(of) : [http.Customer()])
            foreach (var chunk in (await grains.GetCustomer(customer).ListLatest(OwnBookings.MaxBookings)).Chunk(ReadAtOnce))
                foreach (var found in await Task.WhenAll(chunk.Select(ListAsync)))
                    own.AddRange(found);
        if (user is { } id)
            await foreach (var (allocation, resource, type) in allocations.ReadAsync(id, cancellation))
                own.Add(new(type.Name, resource, allocation));
        return own;
    }

    // The resource knows what is there now; a booking that is not held yet is not shown.
    private async Task<IEnumerable<OwnAllocation>> ListAsync(Guid id)
    {
        if (await grains.GetBooking(id).Read() is not { Status: not (BookingStatus.Holding or BookingStatus.Rejected) } booking)
            return [];
        var found = new List<OwnAllocation>();
        foreach (var item in booking.Active())
            if (item is { ResourceId: { } resource, AllocationId: { } allocation }
                && (await reader.FindAllocation(resource, item.ResourceType, allocation)).Allocation is { } there)
                found.Add(new(item.ResourceType, resource, there));
        return found;
    }

    private sealed record OwnAllocation(string Type, Guid Resource, Allocation Allocation);
}
