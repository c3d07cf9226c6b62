namespace Inventory.Cli.Cluster;

internal sealed record ClusterOptions
{
    public required int Silos { get; init; }
    public required int Gateways { get; init; }

    /// <summary>Of the first gateway, 1 to 60000; the others follow.</summary>
    public required int Port { get; init; }

    /// <summary>A full path.</summary>
    public required string Data { get; init; }

    /// <summary>The connection string; with <c>null</c> the cluster starts a server.</summary>
    public string? Postgres { get; init; }

    public IEnumerable<int> GatewayPorts => Enumerable.Range(Port, Gateways);

    /// <summary>Silos and PostgreSQL take free ports from here on.</summary>
    public int FirstInnerPort => Port + 1001;

    public int MaxConnections => (40 * (Silos + Gateways)) + 20;

    public string LogDirectory => Path.Combine(Data, "log");

    public string LogOf(string name) => Path.Combine(LogDirectory, $"{name}.log");
}
