using Inventory.Gateway.Authentication;
using Inventory.Gateway.Bookings;
using Inventory.Gateway.RateLimits;
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

    /// <summary>Who may do what.</summary>
    public AuthOptions Auth { get; set; } = new();

    /// <summary>How much a caller may ask for.</summary>
    public RateLimitOptions RateLimits { get; set; } = new();

    /// <summary>The web pages that may use the API from elsewhere, as <c>https://host</c>. Default: none.</summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <exception cref="InvalidConfigurationException">A value is not of its type.</exception>
    public static InventoryOptions From(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection("Inventory").Get<InventoryOptions>() ?? new InventoryOptions();
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidConfigurationException(e.Message);
        }
    }
}
