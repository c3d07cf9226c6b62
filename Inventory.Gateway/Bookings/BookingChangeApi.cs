using Inventory.Domain.Bookings;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;
using Microsoft.AspNetCore.Mvc;
using IDateTimeZoneProvider = NodaTime.IDateTimeZoneProvider;

namespace Inventory.Gateway.Bookings;

public sealed class BookingChangeApi(ResourceTypes types, QuoteApi quotes, BookingLimits limits, BookingAnswers answers, LimitRefusals refusals, IGrainFactory grains, IDateTimeZoneProvider zones)
{
    // Another change may come between the reading of the booking and its change; rarely a second one.
    private const int MaxAttempts = 5;

    public void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/bookings/{id:guid}", Change).WithTags("Bookings").RequireAuthorization(Access.Book).Named("changeBooking").IsVersioned().IsCostly()
            .Accepts<BookingChangeRequest>("application/json")
            .Returns<BookingChangeResponse>(200, "Every item is changed, and the difference is charged or refunded.")
            .Problems([ProblemTypes.NotFound, .. ProblemTypes.OfRules, ProblemTypes.NoneAvailable, ProblemTypes.BookingLimit, ProblemTypes.CreditLimit, ProblemTypes.BookingCancelled,
                ProblemTypes.BookingBegun, ProblemTypes.BookingOver, ProblemTypes.HoldExpired, ProblemTypes.PreconditionFailed, ProblemTypes.NoTariff, ProblemTypes.Damaged]);

    [EndpointSummary("Changes a booking: moves items to new times or resources, or none.")]
    [EndpointDescription("Items are taken in order; what an item leaves out stays, and an item without members stays as it is. The difference is charged or refunded by the tariff: what a cancellation would keep now is not refunded. Of an item that has begun, only the end can change; a series does not change: cancel the item, and book another one. With `dry_run=true`, says what the change would be and cost, and changes nothing.")]
    private async Task<IResult> Change(Guid id, HttpContext http, [FromQuery(Name = "dry_run")] string? dryRun, CancellationToken cancellation)
    {
        var (body, _, malformed) = await JsonBody.ReadAsync(http, BookingJson.Default.BookingChangeRequest, cancellation);
        if (body is null) return malformed!;
        var query = new Query();
        var isDryRun = query.Flag("dry_run", dryRun) | DryRun.IsAsked(http);
        if (query.Problem is { } problem) return problem;

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await grains.FindBookingAsync(id, http) is not { } booking) return ProblemResult.NotFound("booking");
            if (!EntityTag.IfMatch(http.Request).Allows(booking.Version)) return ProblemResult.OfType(ProblemTypes.PreconditionFailed);
            var (changes, refused) = new BookingReader(types, quotes, zones).Read(body, booking);
            if (refused is not null) return refused;
            var result = await grains.GetBooking(id).Change(new()
            {
                Items = changes,
                Seen = booking.Version,
                IsDryRun = isDryRun,
                CreditLimit = http.IsCustomer() ? limits.CreditLimit : null,
                MaxAhead = http.IsCustomer() ? limits.MaxAhead : null,
                IsLimited = http.IsCustomer(),
                RequestedBy = http.Caller(),
            });
            // Somebody else has changed it meanwhile: look at it again.
            if (result.Status != ChangeBookingStatus.Stale)
            {
                var answer = answers.Of(result, changes, booking.Items, http);
                return isDryRun ? answer : await refusals.RecordAsync(answer, http, booking.Customer, changes.Select(change => (change.ResourceId, change.Interval)));
            }
        }
        return ProblemResult.OfType(ProblemTypes.Unavailable);
    }
}

internal static class BookingLookup
{
    /// <returns><c>null</c> if there is none that the caller may see.</returns>
    public static async Task<Booking?> FindBookingAsync(this IGrainFactory grains, Guid id, HttpContext http) =>
        await grains.GetBooking(id).Read() is { } booking && http.MaySee(booking.Customer) ? booking : null;
}
