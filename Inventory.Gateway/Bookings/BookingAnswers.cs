using Inventory.Domain.Bookings;
using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Bookings;

namespace Inventory.Gateway.Bookings;

/// <summary>What the grains decide about bookings, as answers.</summary>
public sealed class BookingAnswers(ResourceTypes types, BookingLimits limits)
{
    public ProblemResult Refuse(ReserveQuotaResult result) => result.Status switch
    {
        ReserveQuotaStatus.Begun => ProblemResult.Invalid(ValidationError.Member("items", "A booking cannot begin in the past.")),
        ReserveQuotaStatus.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
        _ => limits.Refuse(result),
    };

    public IResult Of(BookingResult result) => result.Outcome switch
    {
        BookingOutcome.Done => Of(200, result.Booking!),
        BookingOutcome.NoSuchBooking => ProblemResult.NotFound("booking"),
        BookingOutcome.Expired => ProblemResult.OfType(ProblemTypes.HoldExpired),
        BookingOutcome.Cancelled => ProblemResult.OfType(ProblemTypes.BookingCancelled),
        BookingOutcome.Over => ProblemResult.OfType(ProblemTypes.BookingOver),
        BookingOutcome.Begun => ProblemResult.OfType(ProblemTypes.BookingBegun),
        BookingOutcome.PreconditionFailed => ProblemResult.OfType(ProblemTypes.PreconditionFailed),
        BookingOutcome.NotConfirmed => new ProblemResult(ProblemTypes.BookingNotReturnable, "The booking is not confirmed, so it cannot be returned."),
        BookingOutcome.NotBegun => new ProblemResult(ProblemTypes.BookingNotReturnable, "The booking had not begun by then: cancel it instead."),
        BookingOutcome.NoSuchItem => ProblemResult.NotFound("item"),
        BookingOutcome.AwaitsApproval => ProblemResult.OfType(ProblemTypes.ApprovalNeeded),
        BookingOutcome.KeyReused => ProblemResult.OfType(ProblemTypes.IdempotencyKeyReused),
    };

    public IResult Of(ChangeBookingResult result, IReadOnlyList<BookingItemChange> changes, IReadOnlyList<BookingItem> items, HttpContext http)
    {
        switch (result.Status)
        {
            case ChangeBookingStatus.Changed:
                return new ApiResult<BookingChangeResponse>(200, BookingChangeResponse.Of(result.Booking!, types, result.Difference!.Value), BookingJson.Default.BookingChangeResponse) { Version = result.Booking!.Version };
            case ChangeBookingStatus.Refused:
                var change = changes.FirstOrDefault(change => change.Index == result.Refusal!.Item);
                return Refuse(result.Refusal!, items.NumberOf(result.Refusal!.Item), change?.ResourceType, change?.ResourceId, http);
            case ChangeBookingStatus.OverLimit:
                return Refuse(new(result.Limit, default, default, result.Quota));
            case ChangeBookingStatus.NotChangeable or ChangeBookingStatus.Stale or _:
                return Of(new BookingResult(result.Outcome, null));
        }
    }

    public IResult Of(CreateBookingResult result, IReadOnlyList<BookingItem> items, HttpContext http) => result.Status == CreateBookingStatus.Held
        ? Of(201, result.Booking!, $"/api/bookings/{result.Booking!.Id}")
        : Refuse(result, items.NumberOf(result.Item), items[result.Item].ResourceType, items[result.Item].ResourceId, http);

    private ProblemResult Refuse(CreateBookingResult result, int number, string? resourceType, Guid? resource, HttpContext http)
    {
        var pointer = $"items/{number}";
        var type = types.All.FirstOrDefault(t => t.Name == resourceType);
        return result.Status switch
        {
            CreateBookingStatus.NoSuchResource => ProblemResult.Invalid(ValidationError.Member($"{pointer}/resource", "There is no such resource.")),
            CreateBookingStatus.GrantExpired => ProblemResult.OfType(ProblemTypes.GrantExpired),
            CreateBookingStatus.OverCreditLimit => ProblemResult.OfType(ProblemTypes.CreditLimit),
            CreateBookingStatus.Held or CreateBookingStatus.Withdrawn => throw new System.Diagnostics.UnreachableException(),
            CreateBookingStatus.Refused => RuleProblem.Of(result.Judgement, resource ?? Guid.Empty, type!.Name, http.IsCustomer(), pointer),
            CreateBookingStatus.SeriesRefused => new ProblemResult(ProblemTypes.SeriesConflict, $"{result.Conflicts.Length} of the occurrences cannot be had. Nothing is held.")
            {
                Errors = [ValidationError.Member(pointer, "This item is not available.")],
                Occurrences = [.. result.Conflicts.Select(conflict => OccurrenceConflictResponse.Of(conflict, resource!.Value, type!.Name, http.IsCustomer()))],
            },
            CreateBookingStatus.NoneAvailable => new ProblemResult(ProblemTypes.NoneAvailable, $"No {type!.Name} is free for the whole time of an item.")
            {
                Errors = [ValidationError.Member(pointer, "This item is not available.")],
                Alternatives = [.. result.Alternatives.Select(IntervalResponse.Of)],
            },
        };
    }

    public ApiResult<BookingResponse> Of(int status, Booking booking, string? location = null) =>
        new(status, BookingResponse.Of(booking, types), BookingJson.Default.BookingResponse) { Version = booking.Version, Location = location };
}
