using Inventory.Domain.Quotas;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Bookings;

public static class BookingReturns
{
    /// <summary>Expects a booking without a pending step. Returns <c>null</c> when it can be returned now.</summary>
    public static BookingResult? Judge(this BookingState state, ReturnBookingRequest request, Instant now)
    {
        var booking = state.Booking!;
        if (booking.Status == BookingStatus.Returned)
        {
            var isReused = state.ReturnKey is { } stored && stored.Key.Key == request.Key?.Key && stored.Key != request.Key && RetentionPeriod.Contains(stored.At, now, RetentionPeriod.Default);
            return new(isReused ? BookingOutcome.KeyReused : BookingOutcome.Done, booking);
        }
        if (booking.Status != BookingStatus.Confirmed) return new(BookingOutcome.NotConfirmed, booking);
        return request.At < booking.Begin() ? new(BookingOutcome.NotBegun, booking) : null;
    }

    /// <summary>What quotas count of a booking that is returned: each item until its resource is free again.</summary>
    public static ImmutableArray<QuotaItem> CountedUntilReturn(this BookingState state)
    {
        var used = state.Booking!.Items.Zip(state.FreeFrom!.Value).Where(item => item.First.Cancelled is null && item.First.Interval.From < item.Second).Select(item =>
            new QuotaItem(item.First.ResourceType, new(item.First.Interval.From, item.Second < item.First.Interval.To ? item.Second : item.First.Interval.To)));
        return state.Booking.Counted().IsEmpty ? [] : [.. used];
    }

    /// <summary>This state must be durable before the return begins.</summary>
    /// <exception cref="OverflowException">The fee is too large.</exception>
    public static BookingState Return(this BookingState state, ReturnBookingRequest request, Instant now) => state with
    {
        Booking = state.Booking! with { ReturnedAt = request.At, LateFee = state.Booking.LateFeeAt(request.At) },
        FreeFrom = request.FreeFrom,
        ReturnKey = request.Key is { } key ? new(key, state.Booking.Id, now) : null,
        RequestedBy = request.RequestedBy,
    };
}

[GenerateSerializer, Immutable, Alias("inventory.return-booking-request")]
public sealed record ReturnBookingRequest
{
    /// <summary>Not in the future.</summary>
    [Id(0)]
    public required Instant At { get; init; }

    /// <summary>For each item, when its resource is free again: at the return or at the next slot.</summary>
    [Id(1)]
    public required ImmutableArray<Instant> FreeFrom { get; init; }

    [Id(2)]
    public IdempotencyKey? Key { get; init; }

    [Id(3)]
    public Caller? RequestedBy { get; init; }
}
