using Inventory.Gateway.Bookings;
using Inventory.Gateway.Types;

namespace Inventory.Gateway.Hosting;

/// <summary>The section <c>Inventory</c> of the configuration.</summary>
public sealed class InventoryOptions
{
    /// <summary>Where the data are kept; made if missing. Relative to the working directory. Default: <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>What can be booked. A type that has resources is not to be renamed.</summary>
    public IReadOnlyList<ResourceTypeOptions> Types { get; set; } = [];

    /// <summary>Of all prices and accounts, ISO 4217. Not to be changed once there are accounts. Default: <c>EUR</c>.</summary>
    public string Currency { get; set; } = "EUR";

    /// <summary>What holds for every booking.</summary>
    public BookingOptions Bookings { get; set; } = new();
}
