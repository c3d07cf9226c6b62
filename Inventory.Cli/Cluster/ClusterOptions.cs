namespace Inventory.Cli.Cluster;

/// <summary>What <c>cluster</c> was asked for.</summary>
internal sealed record ClusterOptions
{
    /// <summary>1 to 100.</summary>
    public required int Silos { get; init; }

    /// <summary>1 to 100. Each has a port of its own.</summary>
    public required int Gateways { get; init; }

    /// <summary>The first gateway's port, 1 to 60000. The other gateways follow; silos and PostgreSQL take free ports from 1,000 further on.</summary>
    public required int Port { get; init; }

    /// <summary>The full path of the directory for logs and the data of a PostgreSQL that the cluster starts.</summary>
    public required string Data { get; init; }

    /// <summary>The connection string of another PostgreSQL; without it the cluster starts one.</summary>
    public string? Postgres { get; init; }

    public IEnumerable<int> GatewayPorts => Enumerable.Range(Port, Gateways);

    /// <summary>Where free ports are looked for.</summary>
    public int FirstInnerPort => Port + 1001;

    /// <summary>PostgreSQL's connections: 40 for each node are plenty.</summary>
    public int MaxConnections => (40 * (Silos + Gateways)) + 20;

    public string LogDirectory => Path.Combine(Data, "log");

    public string LogOf(string name) => Path.Combine(LogDirectory, $"{name}.log");
}
