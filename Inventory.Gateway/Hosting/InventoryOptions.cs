using Inventory.Gateway.Quotas;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Configuration;
using Inventory.Grains.Webhooks;

namespace Inventory.Gateway.Hosting;

public sealed class InventoryOptions
{
    /// <summary><c>Embedded</c> (the default): grains in this process, data in the directory. <c>Cluster</c>: grains in silos, data in PostgreSQL.</summary>
    public string Mode { get; set; } = "Embedded";

    /// <summary>Created if missing; relative to the working directory. For <c>Embedded</c> only. Default: <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The file to which <c>inventory archive</c> moved old events, so that <c>?as_of=</c> can read them. Default: none.</summary>
    public string? Archive { get; set; }

    /// <summary>The connection string of the cluster's database: <c>Host=db;Username=inventory;Database=inventory</c>.</summary>
    public string? Postgres { get; set; }

    /// <summary>The password, if the connection string does not have it.</summary>
    public string? PostgresPassword { get; set; }

    /// <summary>The name of the cluster in the database. Default: <c>inventory</c>.</summary>
    public string ClusterId { get; set; } = "inventory";

    /// <summary>For the connections to silos: see docs/operations.md. Silos need it, too.</summary>
    public NodeTlsOptions Tls { get; set; } = new();

    /// <summary>A JSON file with <c>Types</c>, in place of the example. Silos need it, too. Default: <c>types.json</c> beside the program.</summary>
    public string? TypesFile { get; set; }

    /// <summary>A type that has resources has to keep its name.</summary>
    public IReadOnlyList<ResourceTypeOptions> Types { get; set; } = [];

    public bool IsCluster => Mode.ToUpperInvariant() switch
    {
        "EMBEDDED" => false,
        "CLUSTER" => true,
        _ => throw InvalidOptions.Because($"Inventory:Mode is '{Mode}', but can only be Embedded or Cluster."),
    };

    /// <summary>ISO 4217, for all prices and accounts. Do not change it once there are accounts. Default: <c>EUR</c>.</summary>
    public string Currency { get; set; } = "EUR";

    public BookingOptions Bookings { get; set; } = new();

    /// <summary>How much a customer or a group may have: see docs/quotas.md. Silos need them, too. Default: no quotas.</summary>
    public IConfigurationSection? Quotas { get; set; }

    public AuthOptions Auth { get; set; } = new();

    public RateLimitOptions RateLimits { get; set; } = new();

    /// <summary>Origins whose web pages may use the API, as <c>https://host</c>. Default: none.</summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <summary>Addresses and networks of reverse proxies whose <c>X-Forwarded-For</c> and <c>-Proto</c> are believed. Default: none.</summary>
    public IReadOnlyList<string> Proxies { get; set; } = [];

    public LimitsOptions Limits { get; set; } = new();

    /// <summary>Whether <c>/metrics</c> serves figures to operators and Prometheus. Default: <c>true</c>.</summary>
    public bool Metrics { get; set; } = true;

    /// <summary>Whether admins see Orleans' own pages at <c>/orleans</c>. Silos need it, too. It measures every call of a grain, so it costs time. Default: <c>false</c>.</summary>
    public bool Dashboard { get; set; }

    public WebhookOptions Webhooks { get; set; } = new();

    public static InventoryOptions From(IConfiguration configuration) => StrictSection.Read<InventoryOptions>(configuration, "Inventory");
}
