using Inventory.Domain.Bookings;
using Inventory.Domain.Policies;
using Inventory.Domain.Quotas;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;
using IDateTimeZoneProvider = NodaTime.IDateTimeZoneProvider;

namespace Inventory.Gateway.Bookings;

public sealed class BookingApi(ResourceTypes types, QuoteApi quotes, BookingLimits limits, BookingAnswers answers, LimitRefusals refusals, IGrainFactory grains, IDateTimeZoneProvider zones, TimeProvider clock)
{
    // One is usual, and a second after a crash. More means that bookings expire before they are made.
    private const int MaxAttempts = 5;

    public void Map(IEndpointRouteBuilder api)
    {
        var bookings = api.MapGroup("/bookings").WithTags("Bookings").RequireAuthorization(Access.Book).WithMetadata(new ProblemMetadata([ProblemTypes.Damaged]));
        bookings.MapPost("/", Book).Named("createBooking").IsVersioned().IsCostly()
            .Accepts<BookingRequest>("application/json")
            .Creates<BookingResponse>("Every item is held.")
            .Problems([.. ProblemTypes.OfRules, ProblemTypes.SeriesConflict, ProblemTypes.NoneAvailable, ProblemTypes.BookingLimit, ProblemTypes.CreditLimit, ProblemTypes.IdempotencyKeyReused, ProblemTypes.NoTariff]);
        bookings.MapGet("/{id:guid}", Read).Named("readBooking").IsVersioned()
            .Returns<BookingResponse>(200, "The booking.").Returns(304, "Not modified: the client has the current version.").Problems(ProblemTypes.NotFound);
        bookings.MapPost("/{id:guid}/confirm", Confirm).Named("confirmBooking").IsVersioned()
            .Returns<BookingResponse>(200, "Every item is firm, and the price is charged.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.BookingCancelled, ProblemTypes.ApprovalNeeded, ProblemTypes.HoldExpired, ProblemTypes.Invalid);
        // For staff: the customer does not decide when the car is back.
        api.MapPost("/bookings/{id:guid}/return", Return).WithTags("Bookings").RequireAuthorization(Access.Bill).Named("returnBooking").IsVersioned()
            .Accepts<ReturnBody>("application/json")
            .Returns<BookingResponse>(200, "All items are back: the rest of their time is free, and a late return is charged.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.BookingNotReturnable, ProblemTypes.IdempotencyKeyReused);
        bookings.MapDelete("/{id:guid}", Cancel).Named("cancelBooking").IsVersioned()
            .Returns<BookingResponse>(200, "Every item is free, and the refund follows the cancellation rule.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.BookingOver, ProblemTypes.BookingBegun, ProblemTypes.PreconditionFailed);
        bookings.MapDelete("/{id:guid}/items/{item:int}", CancelItem).Named("cancelBookingItem").IsVersioned()
            .Returns<BookingResponse>(200, "The item is free, and its refund follows the cancellation rule. Without a last item, the booking is cancelled.")
            .Problems(ProblemTypes.NotFound, ProblemTypes.BookingOver, ProblemTypes.BookingBegun, ProblemTypes.BookingNotConfirmed, ProblemTypes.PreconditionFailed);
    }

    [EndpointSummary("Creates a booking: holds every item, or none.")]
    [EndpointDescription("An item names a resource, or a type of which any free resource will do; or it is a series of times on a resource, of which every occurrence is booked. Every item is held and priced, with one expiry; confirm the booking before it, or all items are free again. Operators may book for a `customer`, without the limits of customers.")]
    private async Task<IResult> Book(HttpContext http, CancellationToken cancellation)
    {
        var (body, key, malformed) = await JsonBody.ReadAsync(http, BookingJson.Default.BookingRequest, cancellation);
        if (body is null) return malformed!;
        var reader = new BookingReader(types, quotes, zones);
        var (times, overrides, invalid) = reader.Read(body, http.Caller());
        if (invalid is not null) return invalid;

        var (named, refused) = await NamedCustomer.FindAsync(http, grains, body.Customer);
        if (refused is not null) return refused;
        var (isLimited, isDryRun) = (http.IsCustomer(), DryRun.IsAsked(http));
        var customer = named?.ToString() ?? http.Customer();
        var hold = body.HoldSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : limits.Hold;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var id = Guid.CreateVersion7();
            var admitted = await grains.GetCustomer(customer).ReserveQuota(Reservation(id, times, hold, isLimited, overrides) with { Key = isDryRun ? null : key, IsPreview = isDryRun });
            if (admitted.Status != ReserveQuotaStatus.Admitted) return await RecordAsync(answers.Refuse(admitted), http, customer, times);

            // Only what is admitted is priced: that is the work.
            var (items, unpriced) = reader.Price(times);
            if (unpriced is not null)
            {
                if (admitted.Booking == id && !isDryRun)
                    await grains.GetCustomer(customer).CancelQuota(id);
                return unpriced;
            }
            var request = new CreateBookingRequest
            {
                Customer = customer,
                Items = items,
                Expires = admitted.Expires,
                CreditLimit = isLimited ? limits.CreditLimit : null,
                RequestedBy = http.Caller(),
                Overrides = overrides,
                Series = reader.Series,
            };
            var booked = isDryRun ? await grains.GetBooking(id).Preview(request) : await grains.GetBooking(admitted.Booking).Create(request);
            // The key belongs to a booking that was interrupted and is now undone: create another one.
            if (booked.Status != CreateBookingStatus.Withdrawn) return await RecordAsync(answers.Of(booked, items, http), http, customer, times);
        }
        return ProblemResult.OfType(ProblemTypes.Unavailable);
    }

    private Task<IResult> RecordAsync(IResult answer, HttpContext http, string customer, IReadOnlyList<BookingTime> times) =>
        refusals.RecordAsync(answer, http, customer, times.Select(time => (time.Id, time.Interval)));

    private ReserveQuotaRequest Reservation(Guid id, IReadOnlyList<BookingTime> times, TimeSpan hold, bool isLimited, RuleOverrides overrides) => new()
    {
        Booking = id,
        Until = times.Max(item => item.Interval.To),
        Hold = hold,
        MaxBookings = isLimited ? limits.MaxBookings : null,
        Items = times.Count,
        MaxHeld = isLimited ? limits.MaxHeld : null,
        MaxAhead = isLimited ? limits.MaxAhead : null,
        Begin = isLimited ? times.Min(item => item.Interval.From) : null,
        Counted = overrides.HasFlag(RuleOverrides.Quota) ? [] : [.. times.Select(item => new QuotaItem(item.Type.Name, item.Interval))],
    };

    [EndpointSummary("Reads a booking.")]
    [EndpointDescription("A customer reads only its own bookings; others are not found.")]
    private async Task<IResult> Read(Guid id, HttpContext http)
    {
        if (await FindAsync(id, http) is not { } booking) return ProblemResult.NotFound("booking");
        return EntityTag.IsKnown(http.Request, booking.Version) ? new NotModifiedResult(booking.Version) : answers.Of(200, booking);
    }

    [EndpointSummary("Confirms a booking: makes every item firm and charges the price.")]
    [EndpointDescription("An invoice is written for the price. A repeated confirmation gives the same answer and charges nothing.")]
    private async Task<IResult> Confirm(Guid id, HttpContext http)
    {
        // A repeated confirmation gets the same answer with or without a key.
        if (IdempotencyKeyHeader.Of(http.Request, body: default).Problem is { } problem) return problem;
        if (await FindAsync(id, http) is null) return ProblemResult.NotFound("booking");

        return DryRun.Refuse(http) ?? answers.Of(await grains.GetBooking(id).Confirm(http.Caller()));
    }

    [EndpointSummary("Records that all items of a booking are back.")]
    [EndpointDescription("For operators. The rest of the time is free at once; a late return is charged by the tariff.")]
    private async Task<IResult> Return(Guid id, HttpContext http, CancellationToken cancellation)
    {
        var (body, key, malformed) = await JsonBody.ReadAsync(http, BookingJson.Default.ReturnBody, cancellation);
        if (body is null) return malformed!;
        var now = clock.Now();
        var at = now;
        if (body.ReturnedAt is { } text && !Rfc3339.TryParse(text, out at)) return ProblemResult.Invalid(ValidationError.Member("returned_at", $"returned_at {Rfc3339.Expected}."));
        if (at > now) return ProblemResult.Invalid(ValidationError.Member("returned_at", "returned_at is in the future."));
        if (await grains.GetBooking(id).Read() is not { } booking) return ProblemResult.NotFound("booking");

        return DryRun.Refuse(http) ?? answers.Of(await grains.GetBooking(id).Return(new()
        {
            At = at,
            FreeFrom = [.. booking.Items.Select(item => types.All.FirstOrDefault(type => type.Name == item.ResourceType)?.Grid?.Ceiling(at) ?? at)],
            Key = key,
            RequestedBy = http.Caller(),
        }));
    }

    [EndpointSummary("Cancels a booking: frees every item and refunds by the cancellation rule.")]
    [EndpointDescription("A booking that has begun is not cancelled but returned.")]
    private async Task<IResult> Cancel(Guid id, HttpContext http)
    {
        if (await FindAsync(id, http) is null) return ProblemResult.NotFound("booking");

        return DryRun.Refuse(http) ?? answers.Of(await grains.GetBooking(id).Cancel(EntityTag.IfMatch(http.Request), http.Caller()));
    }

    [EndpointSummary("Cancels one item of a confirmed booking.")]
    [EndpointDescription("Items are counted from 0. One that has begun is not cancelled but returned. Its refund follows the cancellation rule. Of a series, all occurrences that have not begun are cancelled.")]
    private async Task<IResult> CancelItem(Guid id, int item, HttpContext http)
    {
        if (await FindAsync(id, http) is null) return ProblemResult.NotFound("booking");

        var result = await grains.GetBooking(id).CancelItem(item, EntityTag.IfMatch(http.Request), http.Caller());
        return result.Outcome == BookingOutcome.NotConfirmed ? ProblemResult.OfType(ProblemTypes.BookingNotConfirmed) : answers.Of(result);
    }

    private Task<Booking?> FindAsync(Guid id, HttpContext http) => grains.FindBookingAsync(id, http);
}
