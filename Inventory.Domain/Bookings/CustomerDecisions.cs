using Inventory.Domain.Requests;

namespace Inventory.Domain.Bookings;

public static class CustomerDecisions
{
    /// <summary>What a customer takes at once may have begun when the request arrives.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <returns>The new state must be durable before the result is sent.</returns>
    public static (ReserveQuotaResult Result, CustomerState State) ReserveQuota(this CustomerState state, ReserveQuotaRequest request, Instant now)
    {
        if (state.FindKey(request.Key, now) is { } key)
            return (key.Key == request.Key ? Admitted(state.Bookings.First(booking => booking.Id == key.Booking)) : Refused(ReserveQuotaStatus.KeyReused), state);
        if (request.MaxAhead is { } ahead && request.Until.IsAfter(now, ahead))
            return (Refused(ReserveQuotaStatus.TooFarAhead), state);
        if (request.Begin is { } begin && now.IsAfter(begin, Grace))
            return (Refused(ReserveQuotaStatus.Begun), state);
        if (state.CountOpen(now) >= request.MaxBookings)
            return (Refused(ReserveQuotaStatus.TooMany), state);
        var held = request.Items * request.Hold;
        if (state.HeldAt(now) + held > request.MaxHeld)
            return (Refused(ReserveQuotaStatus.HeldTooLong), state);

        var booking = new CustomerBooking(state.LastOrdinal + 1, request.Booking, request.Until, new(now.Microseconds + (long)request.Hold.TotalMicroseconds), held);
        return (Admitted(booking), state.Remember(request.Key, request.Booking, now) with { Bookings = state.Bookings.Add(booking), LastOrdinal = booking.Ordinal });

        static ReserveQuotaResult Admitted(CustomerBooking booking) => new(ReserveQuotaStatus.Admitted, booking.Id, booking.Expires);

        static ReserveQuotaResult Refused(ReserveQuotaStatus status) => new(status, default, default);
    }

    /// <summary>Bookings that have not ended, and allocations without one.</summary>
    public static int CountOpen(this CustomerState state, Instant now) =>
        state.Bookings.Count(booking => booking.Counts(now)) + state.AllocationsOrNone().Count(allocation => allocation.Counts(now));

    /// <summary>The time that items are held without a confirmation, added up.</summary>
    public static TimeSpan HeldAt(this CustomerState state, Instant now) => TimeSpan.FromMicroseconds(
        state.Bookings.Where(booking => booking.Counts(now) && booking.Expires.IsFinite).Sum(booking => (booking.Held ?? default).TotalMicroseconds)
        + state.AllocationsOrNone().Where(allocation => allocation.Counts(now) && allocation.Expires.IsFinite).Sum(allocation => (double)(allocation.Expires.Microseconds - allocation.At.Microseconds)));

    public static ImmutableArray<CustomerAllocation> AllocationsOrNone(this CustomerState state) => state.Allocations ?? [];

    internal static BookingIdempotencyRecord? FindKey(this CustomerState state, IdempotencyKey? key, Instant now) =>
        state.Keys.FirstOrDefault(stored => stored.Key.Key == key?.Key) is { } found && RetentionPeriod.Contains(found.At, now, RetentionPeriod.Default) ? found : null;

    internal static CustomerState Remember(this CustomerState state, IdempotencyKey? key, Guid id, Instant now)
    {
        var keys = state.Keys.Where(stored => RetentionPeriod.Contains(stored.At, now, RetentionPeriod.Default));
        return state with { Keys = key is null ? [.. keys] : [.. keys, new(key, id, now)] };
    }

    /// <returns>False when the booking no longer counts.</returns>
    public static (bool IsKept, CustomerState State) ConfirmQuota(this CustomerState state, Guid id, Instant now)
    {
        if (state.Bookings.FirstOrDefault(b => b.Id == id) is not { } booking || now >= booking.Expires)
            return (false, state);
        return (true, state with { Bookings = state.Bookings.Replace(booking, booking with { Expires = Instant.PlusInfinity }) });
    }

    /// <summary>The booking may count for longer: until the change of its items is decided, for the longer of both times.</summary>
    public static (ReserveQuotaStatus Status, CustomerState State) ExtendQuota(this CustomerState state, Guid id, Instant until, Instant? begin, TimeSpan? maxAhead, Instant now)
    {
        if (maxAhead is { } ahead && until.IsAfter(now, ahead))
            return (ReserveQuotaStatus.TooFarAhead, state);
        if (begin is { } from && now.IsAfter(from, Grace))
            return (ReserveQuotaStatus.Begun, state);
        return (ReserveQuotaStatus.Admitted, state.Bookings.FirstOrDefault(b => b.Id == id) is { } booking && booking.Until < until
            ? state with { Bookings = state.Bookings.Replace(booking, booking with { Until = until }) }
            : state);
    }

    /// <summary>The booking does not count any longer than this.</summary>
    public static CustomerState End(this CustomerState state, Guid id, Instant until) => state.Bookings.FirstOrDefault(b => b.Id == id) is { } booking && booking.Counts(until)
        ? state with { Bookings = state.Bookings.Replace(booking, booking with { Until = until }) }
        : state;

    public static CustomerState CancelQuota(this CustomerState state, Guid id) => state with
    {
        Bookings = state.Bookings.RemoveAll(booking => booking.Id == id),
        Keys = state.Keys.RemoveAll(key => key.Booking == id),
    };
}
