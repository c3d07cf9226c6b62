using System.Numerics;

namespace Inventory.Contracts;

/// <summary>The keys of the grains, in one place.</summary>
public static class GrainKeys
{
    /// <summary>For each type: so many that they are on all nodes, and that none has much to do.</summary>
    private const uint DispatchGrains = 64;

    private const int BookingWatches = 16;

    public static IResourceGrain GetResource(this IGrainFactory grains, Guid id) => grains.GetGrain<IResourceGrain>(id.ToString("D"));

    public static IRegisterGrain GetRegister(this IGrainFactory grains, string type) => grains.GetGrain<IRegisterGrain>(type);

    public static ISearchGrain GetSearch(this IGrainFactory grains, string type) => grains.GetGrain<ISearchGrain>(type);

    public static IBookingGrain GetBooking(this IGrainFactory grains, Guid id) => grains.GetGrain<IBookingGrain>(id.ToString("D"));

    public static ICustomerGrain GetCustomer(this IGrainFactory grains, string customer) => grains.GetGrain<ICustomerGrain>(customer);

    /// <summary>The watch over this booking.</summary>
    public static IBookingWatchGrain GetBookingWatch(this IGrainFactory grains, Guid booking) => grains.GetBookingWatches().ElementAt(booking.ToByteArray()[^1] % BookingWatches);

    /// <summary>The watches over all bookings.</summary>
    public static IEnumerable<IBookingWatchGrain> GetBookingWatches(this IGrainFactory grains) =>
        Enumerable.Range(0, BookingWatches).Select(number => grains.GetGrain<IBookingWatchGrain>($"{number}"));

    public static IAccountGrain GetAccount(this IGrainFactory grains, string customer) => grains.GetGrain<IAccountGrain>(customer);

    public static IInvoiceGrain GetInvoice(this IGrainFactory grains, string number) => grains.GetGrain<IInvoiceGrain>(number);

    public static IInvoiceNumberGrain GetInvoiceNumbers(this IGrainFactory grains, string year) => grains.GetGrain<IInvoiceNumberGrain>(year);

    public static IDispatchGrain GetDispatch(this IGrainFactory grains, AllocateRequest request)
    {
        var hash = request.Key?.Key.Aggregate(0u, static (crc, c) => BitOperations.Crc32C(crc, c)) ?? (uint)Random.Shared.Next();
        return grains.GetGrain<IDispatchGrain>($"{request.ResourceType}/{hash % DispatchGrains}");
    }
}
