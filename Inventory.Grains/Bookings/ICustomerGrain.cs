using Inventory.Domain.Bookings;
using Inventory.Domain.Quotas;

namespace Inventory.Grains.Bookings;

/// <summary>The bookings of one customer, which is the key, and its quota.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.customer-grain")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Decides whether the customer may book, and counts the booking from now on.</summary>
    [Alias("reserve-quota")]
    Task<ReserveQuotaResult> ReserveQuota(ReserveQuotaRequest request);

    /// <summary>Counts the booking until its end.</summary>
    /// <returns>False if it no longer counts: it was not confirmed in time.</returns>
    [Alias("confirm-quota")]
    Task<bool> ConfirmQuota(Guid booking);

    /// <summary>Decides whether items of a booking may be moved, and counts the booking until the later of both ends.</summary>
    [Alias("extend-quota")]
    Task<ReserveQuotaResult> ExtendQuota(ExtendQuotaRequest request);

    /// <summary>The booking counts until then, or no more without an instant.</summary>
    /// <param name="booking">Its id.</param>
    /// <param name="until">Its end.</param>
    /// <param name="left">What quotas count of it; <c>null</c> for nothing.</param>
    [Alias("release-quota")]
    Task ReleaseQuota(Guid booking, Instant? until, ImmutableArray<QuotaItem>? left = null);

    [Alias("count-open")]
    Task<int> CountOpen();

    /// <summary>Decides whether an allocation without a booking may be made for the customer, and counts it from now on.</summary>
    [Alias("reserve-allocation")]
    Task<ReserveQuotaResult> ReserveAllocation(ReserveAllocationRequest request);

    /// <summary>Decides whether an allocation may be moved, and counts it for whichever of both times is more.</summary>
    [Alias("reserve-move")]
    Task<ReserveQuotaResult> ReserveMove(ReserveMoveRequest request);

    /// <summary>The resource has decided about the move.</summary>
    /// <param name="id">Of the allocation.</param>
    /// <param name="move">Of the move.</param>
    /// <param name="item">As the allocation is now; <c>null</c> if it was not moved.</param>
    /// <param name="version">Of the allocation.</param>
    /// <param name="resource">On which it stands now, if that is another one.</param>
    [Alias("end-move")]
    Task EndMove(Guid id, Guid move, QuotaItem? item, long version, Guid? resource);

    /// <summary>What is used of each quota that applies to the customer.</summary>
    [Alias("read-quotas")]
    Task<ImmutableArray<QuotaUse>> ReadQuotas();

    /// <summary>The allocation counts no more.</summary>
    [Alias("release-allocation")]
    Task ReleaseAllocation(Guid id);

    /// <summary>A request for the allocation was refused: if no other tries, it does not count, and its key is free.</summary>
    [Alias("cancel-allocation")]
    Task CancelAllocation(Guid id);

    /// <summary>Removes the booking as if it had never been: it is not listed, and its key is free.</summary>
    [Alias("cancel-quota")]
    Task CancelQuota(Guid booking);

    /// <summary>The ids of the last bookings, in any order.</summary>
    [Alias("list-latest")]
    Task<ImmutableArray<Guid>> ListLatest(int limit);

    /// <summary>Bookings with ordinals above <paramref name="after"/>.</summary>
    [Alias("list")]
    Task<BookingPage> List(long after, int limit);
}

/// <summary>The oldest first; both lists are in the same order.</summary>
[GenerateSerializer, Immutable, Alias("inventory.booking-page")]
public sealed record BookingPage(ImmutableArray<long> Ordinals, ImmutableArray<Guid> Bookings, bool HasMore);
