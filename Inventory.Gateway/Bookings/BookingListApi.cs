using Inventory.Domain.Bookings;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;

namespace Inventory.Gateway.Bookings;

public sealed class BookingListApi(ResourceTypes types, IGrainFactory grains)
{
    // A filter passes over many: so many at most for one answer, which then has a further page.
    private const int MaxRead = 2_000;

    private const int ReadAtOnce = 100;

    private static readonly BookingStatus[] Statuses = [BookingStatus.Held, BookingStatus.Confirmed, BookingStatus.Returned, BookingStatus.Cancelled, BookingStatus.Expired];

    public void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/bookings", List).WithTags("Bookings").RequireAuthorization(Access.Book).Named("listBookings").IsCostly()
            .Returns<BookingResponse[]>(200, "The bookings, oldest first.").Problems(ProblemTypes.Invalid, ProblemTypes.NotFound);

    [EndpointSummary("Lists bookings: a customer's own, or all for operators.")]
    [EndpointDescription("Oldest first. Operators can name a `customer`. With `from` and `to`, those with an item in the window. A page of filtered bookings may be short, or empty, although there are more: `Link` names the next one.")]
    private async Task<IResult> List(HttpContext http, string? customer, string? from, string? to, string? status, string? limit, string? cursor)
    {
        var query = new Query();
        var (count, after, window) = (query.Limit(limit), query.Cursor(cursor) ?? 0, query.Window(from, to));
        var wanted = status is null ? null : query.One("status", status, Array.ConvertAll(Statuses, BookingResponse.StatusOf), name => name);
        if (query.Problem is { } problem) return problem;
        var owner = customer is null && !http.IsCustomer() ? null : http.Customer(customer);
        if (owner is null && customer is not null) return ProblemResult.NotFound("customer");

        var (found, read, last, hasMore) = (new List<BookingResponse>(), 0, after, true);
        while (hasMore && found.Count < count && read < MaxRead)
        {
            (var page, hasMore) = owner is null ? await ReadAllAsync(last) : await ReadAsync(owner, last);
            foreach (var (position, booking) in page)
            {
                if (found.Count == count)
                {
                    hasMore = true;
                    break;
                }
                (read, last) = (read + 1, position);
                if (booking is not null && IsIn(booking, window) && (wanted is null || BookingResponse.StatusOf(booking.Status) == wanted))
                    found.Add(BookingResponse.Of(booking, types));
            }
        }
        return new ApiResult<BookingResponse[]>(200, [.. found], BookingJson.Default.BookingResponseArray) { Next = hasMore ? Cursor.Link(http.Request, last) : null };
    }

    private async Task<(IReadOnlyList<(long Position, Booking? Booking)> Page, bool HasMore)> ReadAllAsync(long after)
    {
        var (ids, hasMore) = await grains.ListBookingsAsync(after);
        var bookings = await ReadAsync(ids);
        return ([.. bookings.Select((booking, n) => (after + n + 1, booking))], hasMore);
    }

    private async Task<(IReadOnlyList<(long Position, Booking? Booking)> Page, bool HasMore)> ReadAsync(string owner, long after)
    {
        var page = await grains.GetCustomer(owner).List(after, ReadAtOnce);
        var bookings = await ReadAsync(page.Bookings);
        return ([.. page.Ordinals.Zip(bookings)], page.HasMore);
    }

    private Task<Booking?[]> ReadAsync(IEnumerable<Guid> ids) => Task.WhenAll(ids.Select(id => grains.GetBooking(id).Read()));

    private static bool IsIn(Booking booking, Interval window) => booking.Items.Any(item => item.Interval.Overlaps(window));
}
