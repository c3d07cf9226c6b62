using Inventory.Gateway.Types;

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

    /// <summary>What can be booked. A type that has resources is not to be renamed.</summary>
    public IReadOnlyList<ResourceTypeOptions> Types { get; set; } = [];

    /// <exception cref="InvalidConfigurationException">The mode is neither.</exception>
    public bool IsCluster => Mode.ToUpperInvariant() switch
    {
        "EMBEDDED" => false,
        "CLUSTER" => true,
        _ => throw new InvalidConfigurationException($"Inventory:Mode is '{Mode}', but can only be Embedded or Cluster."),
    };
}
