using Inventory.Domain.Requests;

namespace Inventory.Domain.Bookings;

/// <summary>
/// An allocation that a customer makes without a booking, and that counts as one until <paramref name="Until"/>, its end. <paramref name="Resource"/> is <c>null</c> until
/// it is known which of a type it is. <paramref name="Expires"/> is infinite unless it is a hold.
/// </summary>
public sealed record CustomerAllocation(Guid Id, string ResourceType, Guid? Resource, Instant At, Instant Until, Instant Expires)
{
    // A request is answered long before.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public bool Counts(Instant now) => now < Until && now < Expires;

    /// <summary>The resource may not have decided yet.</summary>
    public bool IsUnderWay(Instant now) => !now.IsAfter(At, Longest);
}

[GenerateSerializer, Immutable, Alias("inventory.reserve-allocation-request")]
public sealed record ReserveAllocationRequest
{
    /// <summary>The id of the new allocation, or of one that is moved. A repeated request gets the first id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required string ResourceType { get; init; }

    /// <summary><c>null</c> for any of the type.</summary>
    [Id(2)]
    public Guid? Resource { get; init; }

    [Id(3)]
    public required Instant Until { get; init; }

    [Id(4)]
    public TimeSpan? Hold { get; init; }

    [Id(5)]
    public required int MaxBookings { get; init; }

    [Id(6)]
    public required TimeSpan MaxHeld { get; init; }

    [Id(7)]
    public IdempotencyKey? Key { get; init; }

    /// <summary>The start if it must not lie in the past; <c>null</c> for a move.</summary>
    [Id(8)]
    public Instant? Begin { get; init; }
}

public static class CustomerAllocationDecisions
{
    /// <returns>The new state must be durable before the result is sent.</returns>
    public static (ReserveQuotaResult Result, CustomerState State) ReserveAllocation(this CustomerState state, ReserveAllocationRequest request, Instant now)
    {
        if (state.FindKey(request.Key, now) is { } key)
            return (key.Key == request.Key ? new(ReserveQuotaStatus.Admitted, key.Booking, default) : Refused(ReserveQuotaStatus.KeyReused), state);
        if (request.Begin is { } begin && now.IsAfter(begin, CustomerDecisions.Grace))
            return (Refused(ReserveQuotaStatus.Begun), state);
        var known = state.AllocationsOrNone().FirstOrDefault(allocation => allocation.Id == request.Id);
        var others = state with { Allocations = [.. state.AllocationsOrNone().Where(allocation => allocation != known && allocation.Counts(now))] };
        if (others.CountOpen(now) >= request.MaxBookings)
            return (Refused(ReserveQuotaStatus.TooMany), state);
        if (request.Hold is { } hold && others.HeldAt(now) + hold > request.MaxHeld)
            return (Refused(ReserveQuotaStatus.HeldTooLong), state);

        var expires = request.Hold is { } time ? new(now.Microseconds + (long)time.TotalMicroseconds) : known?.Expires ?? Instant.PlusInfinity;
        // A move may be refused yet: until then it counts for the longer of both times.
        var until = known?.Until > request.Until ? known.Until : request.Until;
        var next = others.Remember(request.Key, request.Id, now);
        return (new(ReserveQuotaStatus.Admitted, request.Id, expires), next with
        {
            Allocations = next.AllocationsOrNone().Add(new(request.Id, request.ResourceType, request.Resource, known?.At ?? now, until, expires)),
        });

        static ReserveQuotaResult Refused(ReserveQuotaStatus status) => new(status, default, default);
    }

    /// <summary>One of a type: now it is known which.</summary>
    public static CustomerState LocateAllocation(this CustomerState state, Guid id, Guid resource) => state.Change(id, allocation => allocation with { Resource = resource });

    /// <summary>The allocation is no hold any more.</summary>
    public static CustomerState ConfirmAllocation(this CustomerState state, Guid id) => state.Change(id, allocation => allocation with { Expires = Instant.PlusInfinity });

    public static CustomerState ReleaseAllocation(this CustomerState state, Guid id) => state with { Allocations = state.AllocationsOrNone().RemoveAll(allocation => allocation.Id == id) };

    /// <summary>It was never made, so the key is free.</summary>
    public static CustomerState CancelAllocation(this CustomerState state, Guid id) => state.ReleaseAllocation(id) with { Keys = state.Keys.RemoveAll(key => key.Booking == id) };

    private static CustomerState Change(this CustomerState state, Guid id, Func<CustomerAllocation, CustomerAllocation> change) =>
        state with { Allocations = [.. state.AllocationsOrNone().Select(allocation => allocation.Id == id ? change(allocation) : allocation)] };
}
