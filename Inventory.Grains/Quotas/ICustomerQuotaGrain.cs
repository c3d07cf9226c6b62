using Inventory.Domain.Bookings;
using Inventory.Domain.Quotas;
using Orleans.Concurrency;

namespace Inventory.Grains.Quotas;

/// <summary>The quotas of one customer, which is the key, for those who allocate: the customer's grain.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.customer-quota-grain")]
public interface ICustomerQuotaGrain : IGrainWithStringKey
{
    /// <summary>Before a resource decides about an allocation of any of a type: counts it there, at this time.</summary>
    /// <returns>Why it is over a quota, or <c>null</c>.</returns>
    [Alias("place-allocation")]
    Task<QuotaRefusal?> PlaceAllocation(QuotaPlacement placement);

    /// <summary>Before a resource decides about the occurrences of a series: counts all of them.</summary>
    [Alias("reserve-series")]
    Task<ReserveQuotaResult> ReserveSeries(ReserveSeriesRequest request);

    /// <summary>The resource has decided.</summary>
    /// <param name="series">Its id.</param>
    /// <param name="change">Of <see cref="ReserveSeries"/>; <c>null</c> if nothing was reserved.</param>
    /// <param name="items">The occurrences that count now.</param>
    /// <param name="allocations">All occurrences.</param>
    [Alias("end-series-change")]
    Task EndSeriesChange(Guid series, Guid? change, ImmutableArray<QuotaItem> items, ImmutableArray<Guid> allocations);
}

/// <summary>What the customers of a group, which is the key, have together. Each entry is also with its customer, which alone changes it.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.group-quota-grain")]
public interface IGroupQuotaGrain : IGrainWithStringKey
{
    /// <summary>Judges the entry in place of the one with its id, and counts it from now on.</summary>
    /// <param name="entry">As it would be.</param>
    /// <param name="isPreview">Only judges.</param>
    /// <param name="released">Allocations that end in the same commit: they do not count beside it.</param>
    /// <returns>Why it is over a quota, or <c>null</c>.</returns>
    [Alias("reserve")]
    Task<QuotaRefusal?> Reserve(QuotaEntry entry, bool isPreview, ImmutableArray<Guid> released);

    /// <summary>The entry counts for less, or is no hold any more.</summary>
    [Alias("put")]
    Task Put(QuotaEntry entry);

    [Alias("remove")]
    Task Remove(Guid id);

    /// <summary>What is used of each quota of groups.</summary>
    [AlwaysInterleave]
    [Alias("read-use")]
    Task<ImmutableArray<QuotaUse>> ReadUse();
}

public static class QuotaKeys
{
    public static ICustomerQuotaGrain GetCustomerQuotas(this IGrainFactory grains, Guid customer) => grains.Get<ICustomerQuotaGrain>(customer.ToString());

    public static IGroupQuotaGrain GetGroupQuotas(this IGrainFactory grains, string group) => grains.Get<IGroupQuotaGrain>(group);
}
