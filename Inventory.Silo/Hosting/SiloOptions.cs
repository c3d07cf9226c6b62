using System.Net;
using Inventory.Grains.Configuration;
using Inventory.Grains.Policies;
using Inventory.Grains.Quotas;
using Inventory.Grains.Webhooks;
using Inventory.Storage.Membership;

namespace Inventory.Silo.Hosting;

internal sealed record SiloOptions
{
    public required string Postgres { get; init; }

    /// <summary>Nodes with the same id in the same database are one cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The address by which other nodes reach this silo. Default: the machine's own.</summary>
    public IPAddress? AdvertisedAddress { get; init; }
    public required int SiloPort { get; init; }
    public required int GatewayPort { get; init; }
    public required int HealthPort { get; init; }
    public LimitsOptions Limits { get; init; } = new();
    public WebhookOptions Webhooks { get; init; } = new();

    /// <summary>Whether <c>/metrics</c> on the port for probes serves figures. Default: <c>true</c>.</summary>
    public required bool Metrics { get; init; }

    /// <summary>Whether it measures every call of a grain for Orleans' own pages. Default: <c>false</c>.</summary>
    public bool Dashboard { get; init; }

    /// <summary>With which it knows other nodes; <c>null</c> for a silo that only this machine reaches.</summary>
    public NodeCertificate? Certificate { get; init; }

    /// <summary>Those of the types, as the gateways have them.</summary>
    public required TypeRules Rules { get; init; }

    /// <summary>As the gateways have them.</summary>
    public required QuotaRules Quotas { get; init; }

    /// <summary>A silo that only this machine reaches listens on the loopback address alone.</summary>
    public bool IsLocal => AdvertisedAddress is { } address && IPAddress.IsLoopback(address);

    public string HealthUrl => $"http://{(IsLocal ? AdvertisedAddress!.ToString() : "0.0.0.0")}:{HealthPort}";

    /// <exception cref="StoreOpenException">A setting is missing, unknown or invalid.</exception>
    public static SiloOptions From(IConfiguration configuration)
    {
        var settings = StrictSection.Read<InventorySection>(configuration, "Inventory");
        var silo = settings.Silo;
        var options = new SiloOptions
        {
            Postgres = ClusterDatabase.ConnectionString(settings.Postgres, settings.PostgresPassword),
            ClusterId = settings.ClusterId is { Length: > 0 } id ? id : ClusterDatabase.ServiceId,
            AdvertisedAddress = silo.AdvertisedAddress is { Length: > 0 } name ? Resolve(name) : null,
            SiloPort = Port(nameof(silo.SiloPort), silo.SiloPort),
            GatewayPort = Port(nameof(silo.GatewayPort), silo.GatewayPort),
            HealthPort = Port(nameof(silo.HealthPort), silo.HealthPort),
            Limits = LimitsOptions.From(configuration),
            Webhooks = WebhookOptions.From(configuration),
            Metrics = settings.Metrics,
            Dashboard = settings.Dashboard,
            Rules = TypeRules.From(configuration),
            Quotas = QuotaRules.From(configuration),
            Certificate = NodeCertificate.Load(settings.Tls),
        };
        return options.IsLocal || options.Certificate is not null ? options : throw new StoreOpenException(
            "Inventory:Tls:Certificate is missing: other machines reach this silo, and whoever calls a silo may do everything. See docs/operations.md, TLS. " +
            "For a cluster on this machine alone, set Inventory:Silo:AdvertisedAddress to 127.0.0.1.");
    }

    private static int Port(string setting, string? text) => ushort.TryParse(text, out var port) && port > 0
        ? port
        : throw new StoreOpenException($"Inventory:Silo:{setting} is '{text}', but must be a number from 1 to 65535.");

    private static IPAddress Resolve(string name)
    {
        try
        {
            return Dns.GetHostAddresses(name).OrderBy(address => address.AddressFamily).First();
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or InvalidOperationException or ArgumentException)
        {
            throw new StoreOpenException($"Inventory:Silo:AdvertisedAddress is '{name}', which cannot be resolved: {e.Message}");
        }
    }
}

internal sealed class InventorySection
{
    public string? Postgres { get; set; }
    public string? PostgresPassword { get; set; }
    public string? ClusterId { get; set; }
    public SiloSection Silo { get; set; } = new();
    public LimitsOptions Limits { get; set; } = new();
    public WebhookOptions Webhooks { get; set; } = new();
    public bool Metrics { get; set; } = true;
    public bool Dashboard { get; set; }
    public NodeTlsOptions Tls { get; set; } = new();

    /// <summary>As for a gateway.</summary>
    public string? TypesFile { get; set; }

    /// <summary>As for a gateway; a silo reads names, paths, slots and policies.</summary>
    public IConfigurationSection? Types { get; set; }

    /// <summary>As for a gateway.</summary>
    public IConfigurationSection? Quotas { get; set; }

    // Of gateways alone, not read here: so one environment serves all nodes of a cluster.
    public string? Mode { get; set; }
    public string? DataDirectory { get; set; }
    public string? Archive { get; set; }
    public string? Currency { get; set; }
    public IConfigurationSection? Auth { get; set; }
    public IConfigurationSection? Bookings { get; set; }
    public IConfigurationSection? CorsOrigins { get; set; }
    public IConfigurationSection? Proxies { get; set; }
    public IConfigurationSection? RateLimits { get; set; }
}

internal sealed class SiloSection
{
    public string? AdvertisedAddress { get; set; }
    public string? SiloPort { get; set; }
    public string? GatewayPort { get; set; }
    public string? HealthPort { get; set; }
}
