using Inventory.Domain.Quotas;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Bookings;

/// <summary>An allocation that a customer makes without a booking, or an operator for it.</summary>
[GenerateSerializer, Immutable, Alias("inventory.reserve-allocation-request")]
public sealed record ReserveAllocationRequest
{
    /// <summary>The id of the new allocation. A repeated request gets the first id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary><c>null</c> if the time is not known yet.</summary>
    [Id(1)]
    public QuotaItem? Item { get; init; }

    /// <summary><c>null</c> for any of the type.</summary>
    [Id(2)]
    public Guid? Resource { get; init; }

    /// <summary>When it ends at the latest.</summary>
    [Id(3)]
    public required Instant Until { get; init; }

    [Id(4)]
    public TimeSpan? Hold { get; init; }

    /// <summary><c>null</c> for any number, as operators may.</summary>
    [Id(5)]
    public int? MaxBookings { get; init; }

    /// <summary><c>null</c> for any time.</summary>
    [Id(6)]
    public TimeSpan? MaxHeld { get; init; }

    [Id(7)]
    public IdempotencyKey? Key { get; init; }

    /// <summary>The start if it must not lie in the past; <c>null</c> if it may.</summary>
    [Id(8)]
    public Instant? Begin { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(9)]
    public bool IsPreview { get; init; }

    /// <summary>Allocations that end if this one is made, in the same commit: they do not count beside it.</summary>
    [Id(10)]
    public ImmutableArray<Guid> Released { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("inventory.reserve-move-request")]
public sealed record ReserveMoveRequest
{
    /// <summary>Of the allocation.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Of the move.</summary>
    [Id(1)]
    public required Guid Move { get; init; }

    [Id(2)]
    public required Guid Resource { get; init; }

    /// <summary>As it is now.</summary>
    [Id(3)]
    public required QuotaItem Before { get; init; }

    [Id(4)]
    public required QuotaItem After { get; init; }

    /// <summary>The version that it has now.</summary>
    [Id(5)]
    public required long Version { get; init; }

    /// <summary>Of a hold; infinite for a firm one.</summary>
    [Id(6)]
    public required Instant Expires { get; init; }

    /// <summary><c>null</c> for any number, as operators may.</summary>
    [Id(7)]
    public int? MaxBookings { get; init; }

    /// <summary>Only judges: nothing changes.</summary>
    [Id(8)]
    public bool IsPreview { get; init; }

    /// <summary>Allocations that end if this one is moved, in the same commit: they do not count beside it.</summary>
    [Id(9)]
    public ImmutableArray<Guid> Released { get; init; } = [];

    /// <summary>The series that it is an occurrence of.</summary>
    [Id(10)]
    public Guid? Series { get; init; }
}

public static class CustomerAllocationDecisions
{
    /// <returns>The new state must be durable before the result is sent.</returns>
    public static (ReserveQuotaResult Result, CustomerState State) ReserveAllocation(this CustomerState state, ReserveAllocationRequest request, IEnumerable<Quota> quotas, Instant now)
    {
        if (state.FindKey(request.Key, now) is { } key)
        {
            if (key.Key != request.Key) return (ReserveQuotaResult.Refused(ReserveQuotaStatus.KeyReused), state);
            if (key.IsMade || state.CountedOrNone().Any(known => known.Id == key.Booking))
                return (Admitted(key.Booking), state.Change(key.Booking, known => known with { Attempts = known.Attempts + 1 }));
            // It was not made in time: what is made now is judged now, under the same id.
            (state, request) = (state.Forget(key.Booking), request with { Id = key.Booking });
        }
        if (request.Begin is { } begin && now.IsAfter(begin, CustomerDecisions.Grace))
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.Begun), state);
        var others = state.Without(request.Released);
        if (others.CountOpen(now) >= request.MaxBookings)
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.TooMany), state);
        if (request.Hold is { } hold && others.HeldAt(now) + hold > request.MaxHeld)
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.HeldTooLong), state);

        var entry = new QuotaEntry
        {
            Id = request.Id,
            Items = request.Item is { } item ? [item] : [],
            At = now,
            Expires = request.Hold is { } time ? new(now.Microseconds + (long)time.TotalMicroseconds) : Instant.PlusInfinity,
            Until = request.Until,
            Resource = request.Resource,
            IsLimited = request.MaxBookings is not null,
            Attempts = 1,
        };
        if (quotas.Judge(others.CountedOrNone(), entry, now) is { } refusal)
            return (ReserveQuotaResult.Over(refusal), state);
        return (Admitted(request.Id) with { Expires = entry.Expires }, state.Remember(request.Key, request.Id, now).Put(entry));

        static ReserveQuotaResult Admitted(Guid id) => new(ReserveQuotaStatus.Admitted, id, default);
    }

    /// <summary>Until the resource has decided, it counts for whichever of both times is more.</summary>
    public static (ReserveQuotaResult Result, CustomerState State) ReserveMove(this CustomerState state, ReserveMoveRequest request, IEnumerable<Quota> quotas, Instant now)
    {
        var before = state;
        state = state.SplitFromSeries(request, now);
        var known = state.CountedOrNone().FirstOrDefault(entry => entry.Id == request.Id);
        var left = state.Without(request.Released);
        var others = known is null ? left : left.Uncount(request.Id);
        if (others.CountOpen(now) >= request.MaxBookings)
            return (ReserveQuotaResult.Refused(ReserveQuotaStatus.TooMany), before);
        // One that quotas did not count, because they were set aside, counts from now on.
        known ??= new() { Id = request.Id, Items = [], At = now, Expires = request.Expires, Until = request.Before.Time.To, Version = -1, IsLimited = request.MaxBookings is not null };
        if (request.Version > known.Version && known.Items.Length > 0)
            known = known with { Items = [request.Before], Version = request.Version };
        var entry = (known with { Resource = request.Resource }).With(new(request.Move, [request.After], now));
        if (quotas.Judge(left.CountedOrNone(), entry, now) is { } refusal)
            return (ReserveQuotaResult.Over(refusal), before);
        return (new(ReserveQuotaStatus.Admitted, request.Id, default), state.Put(entry));
    }

    /// <summary>The move is decided.</summary>
    /// <param name="state">With the move.</param>
    /// <param name="id">Of the allocation.</param>
    /// <param name="move">Its id.</param>
    /// <param name="item">As the allocation is now; <c>null</c> if it was not moved.</param>
    /// <param name="version">Of the allocation.</param>
    /// <param name="resource">On which it stands now, if that is another one.</param>
    public static CustomerState EndMove(this CustomerState state, Guid id, Guid move, QuotaItem? item, long version, Guid? resource = null) =>
        // Versions are a resource's own: on another one it may have a lower one.
        state.Change(id, entry => (resource is null ? entry : entry with { Resource = resource, Version = 0 }).Without(move, item is null ? null : [item], version));

    /// <summary>Of any of a type: the resource is about to decide on this time.</summary>
    public static (ReserveQuotaResult Result, CustomerState State) PlaceAllocation(this CustomerState state, QuotaPlacement placement, IEnumerable<Quota> quotas, Instant now)
    {
        var known = state.CountedOrNone().FirstOrDefault(entry => entry.Id == placement.Id) ?? new()
        {
            Id = placement.Id,
            Items = [],
            At = now,
            Expires = placement.Hold is { } time ? new(now.Microseconds + (long)time.TotalMicroseconds) : Instant.PlusInfinity,
            Until = placement.Item.Time.To,
        };
        var entry = known with { Resource = placement.Resource, Items = [placement.Item], Until = placement.Item.Time.To };
        if (quotas.Judge(state.CountedOrNone(), entry, now) is { } refusal)
            return (ReserveQuotaResult.Over(refusal), state);
        return (new(ReserveQuotaStatus.Admitted, placement.Id, entry.Expires), state.Put(entry));
    }

    /// <summary>It was there, and counts no more.</summary>
    public static CustomerState ReleaseAllocation(this CustomerState state, Guid id) => state.Uncount(id).MarkMade(key => key.Booking == id);

    /// <summary>The last request that tried to make it was refused, so the key is free.</summary>
    public static CustomerState CancelAllocation(this CustomerState state, Guid id) =>
        state.CountedOrNone().FirstOrDefault(entry => entry.Id == id) is { Attempts: > 1 } entry ? state.Put(entry with { Attempts = entry.Attempts - 1 }) : state.Forget(id);

    /// <summary>As the resources have them. What they do not have was released, or never made: its key is free unless it is known which.</summary>
    public static CustomerState Correct(this CustomerState state, ImmutableArray<QuotaEntry> found)
    {
        var left = found.Select(entry => entry.Id).ToHashSet();
        var gone = state.CountedOrNone().Where(entry => !left.Contains(entry.Id)).Select(entry => entry.Id).ToHashSet();
        var made = found.Where(entry => entry is { IsBooking: false, Version: > 0 }).Select(entry => entry.Id).ToHashSet();
        var marked = state.MarkMade(key => made.Contains(key.Booking));
        return marked with { Counted = found, Keys = marked.Keys.RemoveAll(key => !key.IsMade && gone.Contains(key.Booking)) };
    }

    internal static CustomerState Uncount(this CustomerState state, Guid id) => state with { Counted = state.CountedOrNone().RemoveAll(entry => entry.Id == id) };

    private static CustomerState Without(this CustomerState state, ImmutableArray<Guid> released) =>
        released.IsEmpty ? state : state with { Counted = state.CountedOrNone().RemoveAll(entry => released.Contains(entry.Id)) };

    private static CustomerState Forget(this CustomerState state, Guid id) => state.Uncount(id) with { Keys = state.Keys.RemoveAll(key => key.Booking == id) };

    private static CustomerState MarkMade(this CustomerState state, Func<BookingIdempotencyRecord, bool> isMade) =>
        state.Keys.Any(key => !key.IsMade && isMade(key)) ? state with { Keys = [.. state.Keys.Select(key => isMade(key) ? key with { IsMade = true } : key)] } : state;
}
