using System.Collections.Immutable;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Bookings;

/// <summary>Whether a booking can be handed back.</summary>
public static class BookingReturns
{
    /// <param name="state">Of a booking that there is, with nothing half done.</param>
    /// <param name="request">Valid in itself.</param>
    /// <param name="now">The time of the decision.</param>
    /// <returns>The answer; <c>null</c> when it is to be handed back now.</returns>
    public static BookingResult? Judge(this BookingState state, ReturnBookingRequest request, Instant now)
    {
        var booking = state.Booking!;
        if (booking.Status == BookingStatus.Returned)
        {
            var isReused = state.ReturnKey is { } kept && kept.Key.Key == request.Key?.Key && kept.Key != request.Key && RetentionPeriod.Contains(kept.At, now, RetentionPeriod.Default);
            return new(isReused ? BookingOutcome.KeyReused : BookingOutcome.Done, booking);
        }
        if (booking.Status != BookingStatus.Confirmed) return new(BookingOutcome.NotConfirmed, booking);
        return request.At < booking.Items.Min(item => item.Interval.From) ? new(BookingOutcome.NotBegun, booking) : null;
    }

    /// <summary>The booking as it is written down before anything of it is done.</summary>
    /// <exception cref="OverflowException">The fee does not fit.</exception>
    public static BookingState Return(this BookingState state, ReturnBookingRequest request, Instant now) => state with
    {
        Booking = state.Booking! with { ReturnedAt = request.At, LateFee = state.Booking.LateFeeAt(request.At) },
        FreeFrom = request.FreeFrom,
        ReturnKey = request.Key is { } key ? new(key, state.Booking.Id, now) : null,
        RequestedBy = request.RequestedBy,
    };
}

/// <summary>Everything that a booking has taken is back.</summary>
[GenerateSerializer, Immutable, Alias("inventory.return-booking-request")]
public sealed record ReturnBookingRequest
{
    /// <summary>When; not ahead.</summary>
    [Id(0)]
    public required Instant At { get; init; }

    /// <summary>For each item, from when on its resource can be taken again: at the return, or where it is taken in slots, at the next slot.</summary>
    [Id(1)]
    public required ImmutableArray<Instant> FreeFrom { get; init; }

    [Id(2)]
    public IdempotencyKey? Key { get; init; }

    /// <summary>Who says so; <c>null</c> for an operator without a name.</summary>
    [Id(3)]
    public Caller? RequestedBy { get; init; }
}
