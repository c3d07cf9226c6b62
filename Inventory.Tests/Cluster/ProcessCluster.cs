using System.Net;
using System.Net.Sockets;
using Inventory.Tests.Gateway;
using Inventory.Tests.Storage.Postgres;

namespace Inventory.Tests.Cluster;

/// <summary>A cluster as it runs for users: PostgreSQL, silos and gateways, each a process.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    private readonly List<string[]> _siloArguments = [];
    private readonly List<NodeProcess> _ended = [];

    private ProcessCluster(PostgresServer postgres, string connection) => (Postgres, Connection) = (postgres, connection);

    public PostgresServer Postgres { get; }

    /// <summary>The connection string of the database of the nodes that are added.</summary>
    public string Connection { get; set; }

    public List<NodeProcess> Silos { get; } = [];

    public List<NodeProcess> Gateways { get; } = [];

    /// <summary>A client for each gateway.</summary>
    public List<GatewayClient> Clients { get; } = [];

    /// <summary>Where the silos answer probes.</summary>
    public List<Uri> SiloProbes { get; } = [];

    /// <summary>Starts everything, and returns when both gateways are ready.</summary>
    public static async Task<ProcessCluster> StartAsync(int silos = 3, int gateways = 2)
    {
        var cluster = await WithoutNodesAsync();
        try
        {
            for (var i = 0; i < silos; i++)
                cluster.AddSilo();
            for (var i = 0; i < gateways; i++)
                cluster.AddGateway();
            await Task.WhenAll(cluster.Silos.Concat(cluster.Gateways).Select(node => node.UntilListeningAsync()));
            await Task.WhenAll(cluster.Clients.Select(UntilReadyAsync));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>PostgreSQL alone, with an empty database.</summary>
    public static async Task<ProcessCluster> WithoutNodesAsync()
    {
        PostgresTests.SkipIfMissing();
        var postgres = await PostgresServer.StartAsync();
        return new(postgres, await postgres.NewDatabaseAsync());
    }

    public void AddSilo()
    {
        var ports = FreePorts(3);
        _siloArguments.Add([
            $"--Inventory:Postgres={Connection}", "--Inventory:Silo:AdvertisedAddress=127.0.0.1", $"--Inventory:Silo:SiloPort={ports[0]}",
            $"--Inventory:Silo:GatewayPort={ports[1]}", $"--Inventory:Silo:HealthPort={ports[2]}",
        ]);
        SiloProbes.Add(new Uri($"http://127.0.0.1:{ports[2]}"));
        Silos.Add(NodeProcess.Start("Inventory.Silo.dll", _siloArguments[^1]));
    }

    public void AddGateway()
    {
        var url = $"http://127.0.0.1:{FreePorts(1)[0]}";
        Gateways.Add(NodeProcess.Start("Inventory.Gateway.dll", $"--urls={url}", "--Inventory:Mode=Cluster", $"--Inventory:Postgres={Connection}"));
        Clients.Add(new GatewayClient(new Uri(url)));
    }

    /// <summary>Starts a silo that has ended, on the same ports, and returns when the others count on it.</summary>
    public async Task StartSiloAgainAsync(int index)
    {
        _ended.Add(Silos[index]);
        Silos[index] = NodeProcess.Start("Inventory.Silo.dll", _siloArguments[index]);
        await Silos[index].UntilListeningAsync();
    }

    /// <summary>The exit code of a program that asks the running silo how it is.</summary>
    public async Task<int> CheckSiloAsync(int index)
    {
        await using var check = NodeProcess.Start("Inventory.Silo.dll", [.. _siloArguments[index], "--healthcheck"]);
        await check.Ended.WaitAsync(NodeProcess.Patience);
        return check.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in Clients)
            client.Dispose();
        foreach (var node in Gateways.Concat(Silos).Concat(_ended))
            await node.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    /// <summary>A gateway's own probe waits for grains and storage, some seconds each time.</summary>
    public static async Task UntilReadyAsync(GatewayClient client)
    {
        while ((await client.Get("/health/ready")).Status != 200)
        {
        }
    }

    /// <summary>Ports that no connection gets by chance, as those that the system chooses do: a silo that was killed comes back to its own.</summary>
    private static int[] FreePorts(int count)
    {
        var listeners = new List<TcpListener>();
        while (listeners.Count < count)
        {
            var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(15_000, 32_000));
            try
            {
                listener.Start();
                listeners.Add(listener);
            }
            catch (SocketException)
            {
                // Somebody has it.
                listener.Dispose();
            }
        }
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
