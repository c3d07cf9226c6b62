using Inventory.Gateway.Bookings;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Configuration;
using Inventory.Grains.Webhooks;
using Inventory.Storage;
using Microsoft.Extensions.Options;

namespace Inventory.Gateway.Hosting;

/// <summary>The section <c>Inventory</c> of the configuration.</summary>
public sealed class InventoryOptions
{
    /// <summary>
    /// <c>Embedded</c> (the default): the grains are in this process, and their data in <see cref="DataDirectory"/>. <c>Cluster</c>: they are in the silos of a cluster,
    /// and their data in <see cref="Postgres"/>.
    /// </summary>
    public string Mode { get; set; } = "Embedded";

    /// <summary>Where the data are kept; made if missing. Relative to the working directory. Default: <c>data</c>. Not used with a cluster.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The connection string of the cluster's database: <c>Host=db;Username=inventory;Database=inventory</c>.</summary>
    public string? Postgres { get; set; }

    /// <summary>Its password, where that is kept apart from the connection string.</summary>
    public string? PostgresPassword { get; set; }

    /// <summary>Which of the clusters in the database is meant. Default: <c>inventory</c>.</summary>
    public string ClusterId { get; set; } = "inventory";

    /// <summary>What is kept and booked. A type that has resources is not to be renamed.</summary>
    public IReadOnlyList<ResourceTypeOptions> Types { get; set; } = [];

    /// <exception cref="OptionsValidationException">The mode is neither.</exception>
    public bool IsCluster => Mode.ToUpperInvariant() switch
    {
        "EMBEDDED" => false,
        "CLUSTER" => true,
        _ => throw InvalidOptions.Because($"Inventory:Mode is '{Mode}', but can only be Embedded or Cluster."),
    };

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

    /// <summary>Limits of requests.</summary>
    public LimitsOptions Limits { get; set; } = new();

    /// <summary>Webhooks, out and in.</summary>
    public WebhookOptions Webhooks { get; set; } = new();

    /// <exception cref="StoreOpenException">A value is not of its type, or a setting is unknown; the message names it.</exception>
    public static InventoryOptions From(IConfiguration configuration) => StrictSection.Read<InventoryOptions>(configuration, "Inventory");
}
