using Inventory.Domain.Bookings;

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
    /// <param name="booking">Its id.</param>
    /// <param name="until">The end of the last item.</param>
    /// <param name="begin">The start of the first item that is moved if it must not lie in the past; <c>null</c> if it may.</param>
    /// <param name="maxAhead"><c>null</c> for any time.</param>
    [Alias("extend-quota")]
    Task<ReserveQuotaStatus> ExtendQuota(Guid booking, Instant until, Instant? begin, TimeSpan? maxAhead);

    /// <summary>The booking counts until then, or no more without an instant.</summary>
    [Alias("release-quota")]
    Task ReleaseQuota(Guid booking, Instant? until);

    [Alias("count-open")]
    Task<int> CountOpen();

    /// <summary>Decides whether the customer may allocate without a booking, and counts the allocation from now on.</summary>
    [Alias("reserve-allocation")]
    Task<ReserveQuotaResult> ReserveAllocation(ReserveAllocationRequest request);

    /// <summary>The resource that the allocation of any resource is on.</summary>
    [Alias("locate-allocation")]
    Task LocateAllocation(Guid id, Guid resource);

    /// <summary>The allocation counts until its end, and not only until the hold expires.</summary>
    [Alias("confirm-allocation")]
    Task ConfirmAllocation(Guid id);

    /// <summary>The allocation counts no more.</summary>
    [Alias("release-allocation")]
    Task ReleaseAllocation(Guid id);

    /// <summary>The allocation was refused: it does not count, and its key is free.</summary>
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
