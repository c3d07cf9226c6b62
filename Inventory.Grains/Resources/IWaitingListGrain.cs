using Inventory.Domain.Allocations;
using Orleans.Concurrency;

namespace Inventory.Grains.Resources;

/// <summary>Who waits for any resource of a type; the key is its name. It also looks after the waiting lists of the resources of the type.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the outcome is unknown.</remarks>
[Alias("inventory.waiting-list-grain")]
public interface IWaitingListGrain : IGrainWithStringKey
{
    /// <summary>Every resource of the type gets an entry; the first that can grant it does.</summary>
    [Alias("wait")]
    Task<WaitResult> Wait(WaitRequest request);

    [Alias("change")]
    Task<TypeWaitingResult> Change(ChangeWaitingRequest request);

    [Alias("find")]
    Task<TypeWaitingEntry?> Find(Guid entryId);

    /// <summary>Those of the type and those of its resources, by arrival.</summary>
    /// <param name="customer">Only its entries; <c>null</c> for all.</param>
    [Alias("list")]
    Task<ImmutableArray<TypeWaitingEntry>> List(Guid? customer);

    /// <summary>Those that wait for any resource of the type, by arrival, for a new resource.</summary>
    [AlwaysInterleave]
    [Alias("list-open")]
    Task<ImmutableArray<WaitRequest>> ListOpen();

    /// <summary>A resource has time for an entry, and has taken it. Whether that counts is decided here.</summary>
    [Alias("offer")]
    Task Offer(Guid resource, Guid entryId);

    /// <summary>The resource has a waiting list, or is about to. Durable when it returns.</summary>
    [Alias("watch")]
    Task Watch(Guid resource);

    /// <summary>Goes on after a crash, and lets the resources look at the clock.</summary>
    /// <returns>The count of resources with a waiting list.</returns>
    [Alias("resume")]
    Task<int> Resume();
}

/// <summary>An entry, and the resource that has it; <c>null</c> if it waits for any of the type.</summary>
[GenerateSerializer, Immutable, Alias("inventory.type-waiting-entry")]
public sealed record TypeWaitingEntry([property: Id(0)] WaitingEntry Waiting, [property: Id(1)] Guid? Resource);

/// <summary>With the resource that has granted it, if one has.</summary>
[GenerateSerializer, Immutable, Alias("inventory.type-waiting-result")]
public sealed record TypeWaitingResult([property: Id(0)] ChangeWaitingResult Result, [property: Id(1)] Guid? Resource = null);

public static class WaitingKeys
{
    public static IWaitingListGrain GetWaitingList(this IGrainFactory grains, string type) => grains.Get<IWaitingListGrain>(type);
}
