using Inventory.Grains.Bookings;

namespace Inventory.Gateway.Bookings;

public static class OwnBookings
{
    /// <summary>Of a customer: older ones look like those of others.</summary>
    public const int MaxBookings = 10_000;

    /// <summary>An allocation of a booking knows the booking, and not whose it is.</summary>
    /// <returns>The ids of the customer and of its bookings.</returns>
    public static async Task<IReadOnlySet<Guid>> FindOwnersAsync(IGrainFactory grains, Guid customer) =>
        (await grains.GetCustomer(customer.ToString()).ListLatest(MaxBookings)).Append(customer).ToHashSet();
}
