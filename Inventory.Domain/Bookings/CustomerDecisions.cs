using Inventory.Domain.Quotas;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Bookings;

public static class CustomerDecisions
{
    /// <summary>What a customer takes at once may have begun when the request arrives.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <returns>The new state must be durable before the result is sent.</returns>
    public static (ReserveQuotaResult Result, CustomerState State) ReserveQuota(this CustomerState state, ReserveQuotaRequest request, IEnumerable<Quota> quotas, Instant now)
    {
        if (state.FindKey(request.Key, now) is { } key)
            return (key.Key == request.Key ? Admitted(state.Bookings.First(booking => booking.Id == key.Booking)) : ReserveQuotaResult.Refused(ReserveQuotaStatus.KeyReused), state);
        if (request.Replaces is not null && state.Bookings.FirstOrDefault(known => known.Id == request.Booking) is { } same)
            return (Admitted(same), state);
        var refused = state;
        state = request.Replaces is { } replaced ? state.Uncount(replaced) : state;
        if (request.MaxAhead is { } ahead && request.Until.IsAfter(now, ahead))
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.TooFarAhead), refused);
        if (request.Begin is { } begin && now.IsAfter(begin, Grace))
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.Begun), refused);
        if (state.CountOpen(now) >= request.MaxBookings)
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.TooMany), refused);
        var held = request.Items * request.Hold;
        if (state.HeldAt(now) + held > request.MaxHeld)
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.HeldTooLong), refused);

        var booking = new CustomerBooking(state.LastOrdinal + 1, request.Booking, request.Until, new(now.Microseconds + (long)request.Hold.TotalMicroseconds), held);
        var entry = new QuotaEntry { Id = booking.Id, Items = request.Counted, At = now, Expires = booking.Expires, Until = booking.Until, IsBooking = true };
        if (quotas.Judge(state.CountedOrNone(), entry, now) is { } refusal)
            return (ReserveQuotaResult.Over(refusal), refused);
        return (Admitted(booking), state.Remember(request.Key, request.Booking, now).Put(entry) with { Bookings = state.Bookings.Add(booking), LastOrdinal = booking.Ordinal });

        static ReserveQuotaResult Admitted(CustomerBooking booking) => new(ReserveQuotaStatus.Admitted, booking.Id, booking.Expires);
    }

    /// <summary>Bookings that have not ended, and allocations that the customer has made without one.</summary>
    public static int CountOpen(this CustomerState state, Instant now) =>
        state.Bookings.Count(booking => booking.Counts(now)) + state.LimitedAllocations(now).Sum(entry => entry.CountOpen(now));

    /// <summary>The time that items are held without a confirmation, added up.</summary>
    public static TimeSpan HeldAt(this CustomerState state, Instant now) => TimeSpan.FromMicroseconds(
        state.Bookings.Where(booking => booking.Counts(now) && booking.Expires.IsFinite).Sum(booking => (booking.Held ?? default).TotalMicroseconds)
        + state.LimitedAllocations(now).Where(entry => entry.IsHold).Sum(entry => (double)(entry.Expires.Microseconds - entry.At.Microseconds)));

    public static ImmutableArray<QuotaEntry> CountedOrNone(this CustomerState state) => state.Counted ?? [];

    /// <summary>Without what has ended so long ago that no quota counts it beside anything that begins now.</summary>
    public static CustomerState Prune(this CustomerState state, TimeSpan memory, Instant now) =>
        state.CountedOrNone().Any(entry => entry.IsOld(memory, now)) ? state with { Counted = state.CountedOrNone().RemoveAll(entry => entry.IsOld(memory, now)) } : state;

    private static IEnumerable<QuotaEntry> LimitedAllocations(this CustomerState state, Instant now) => state.CountedOrNone().Where(entry => entry.IsLimited && entry.IsThere(now) && now < entry.Until);

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
        return (true, state.Change(id, entry => entry with { Expires = Instant.PlusInfinity }) with { Bookings = state.Bookings.Replace(booking, booking with { Expires = Instant.PlusInfinity }) });
    }

    /// <summary>The booking may count for longer: until the change of its items is decided, for whichever of both times is more.</summary>
    public static (ReserveQuotaResult Result, CustomerState State) ExtendQuota(this CustomerState state, ExtendQuotaRequest request, IEnumerable<Quota> quotas, Instant now)
    {
        if (request.MaxAhead is { } ahead && request.Until.IsAfter(now, ahead))
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.TooFarAhead), state);
        if (request.Begin is { } from && now.IsAfter(from, Grace))
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.Begun), state);
        var admitted = new ReserveQuotaResult(ReserveQuotaStatus.Admitted, request.Booking, default);
        if (state.Bookings.FirstOrDefault(b => b.Id == request.Booking) is not { } booking)
            return (admitted, state);
        var known = state.CountedOrNone().FirstOrDefault(entry => entry.Id == booking.Id)
            ?? new() { Id = booking.Id, Items = [], At = now, Expires = booking.Expires, Until = booking.Until, IsBooking = true };
        var entry = known.With(new(booking.Id, request.Counted, now));
        if (quotas.Judge(state.CountedOrNone(), entry, now) is { } refusal)
            return (ReserveQuotaResult.Over(refusal), state);
        return (admitted, state.Put(entry) with { Bookings = booking.Until < request.Until ? state.Bookings.Replace(booking, booking with { Until = request.Until }) : state.Bookings });
    }

    /// <summary>The booking does not count any longer than this.</summary>
    /// <param name="state">With the booking.</param>
    /// <param name="id">Its id.</param>
    /// <param name="until">Its end.</param>
    /// <param name="left">The items that it still has, or has had.</param>
    public static CustomerState End(this CustomerState state, Guid id, Instant until, ImmutableArray<QuotaItem> left)
    {
        var ended = left.IsEmpty ? state.Uncount(id) : state.Change(id, entry => entry with { Items = left, Moves = [], Until = until });
        return ended.Bookings.FirstOrDefault(b => b.Id == id) is { } booking && booking.Counts(until) ? ended with { Bookings = ended.Bookings.Replace(booking, booking with { Until = until }) } : ended;
    }

    public static CustomerState CancelQuota(this CustomerState state, Guid id) => state.Uncount(id) with
    {
        Bookings = state.Bookings.RemoveAll(booking => booking.Id == id),
        Keys = state.Keys.RemoveAll(key => key.Booking == id),
    };

    internal static CustomerState Put(this CustomerState state, QuotaEntry entry) => state with { Counted = [.. state.CountedOrNone().Where(other => other.Id != entry.Id), entry] };

    internal static CustomerState Change(this CustomerState state, Guid id, Func<QuotaEntry, QuotaEntry> change) =>
        state.CountedOrNone().FirstOrDefault(entry => entry.Id == id) is { } entry ? state with { Counted = state.CountedOrNone().Replace(entry, change(entry)) } : state;
}
