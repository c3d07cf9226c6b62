using System.Collections.Immutable;
using Inventory.Domain.Bookings;
using Inventory.Storage;

namespace Inventory.Grains.Bookings;

/// <summary>The bookings of one customer, and how many it may have; its key is whose they are.</summary>
/// <remarks>Every method fails with <see cref="StoreUnavailableException"/> when the storage does: a change may then have happened or not.</remarks>
[Alias("inventory.customer-grain")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Decides whether the customer may make a booking, and counts it from now on.</summary>
    [Alias("reserve-quota")]
    Task<ReserveQuotaResult> ReserveQuota(ReserveQuotaRequest request);

    /// <summary>The booking counts until its end, for it becomes firm.</summary>
    /// <returns>False when it does not count any more: it was not confirmed in time.</returns>
    [Alias("confirm-quota")]
    Task<bool> ConfirmQuota(Guid booking);

    /// <summary>The booking counts no more.</summary>
    [Alias("release-quota")]
    Task ReleaseQuota(Guid booking);

    /// <returns>How many bookings the customer has that have not ended.</returns>
    [Alias("count-open")]
    Task<int> CountOpen();

    /// <summary>There was no such booking: it is not listed, and its key is free.</summary>
    [Alias("cancel-quota")]
    Task CancelQuota(Guid booking);

    /// <summary>A page of at most <paramref name="limit"/> bookings with higher ordinals than <paramref name="after"/>.</summary>
    [Alias("list")]
    Task<BookingPage> List(long after, int limit);
}

/// <param name="Ordinals">Of the bookings, in the same order.</param>
/// <param name="Bookings">The ids, the oldest first.</param>
/// <param name="HasMore">There are more, with higher ordinals.</param>
[GenerateSerializer, Immutable, Alias("inventory.booking-page")]
public sealed record BookingPage(ImmutableArray<long> Ordinals, ImmutableArray<Guid> Bookings, bool HasMore);
