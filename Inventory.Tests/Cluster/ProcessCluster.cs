using System.Net;
using Inventory.Cli.Cluster;
using Inventory.Tests.Gateway;
using Inventory.Tests.Storage.Postgres;

namespace Inventory.Tests.Cluster;

/// <summary>A cluster as it runs for users: PostgreSQL, silos and gateways, each a process. The tests decide which node ends and which starts again.</summary>
internal sealed class ProcessCluster : IAsyncDisposable
{
    /// <summary>For a start or an end; far longer than it takes, so that only a process that hangs reaches it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(200);

    private readonly List<Node> _silos = [];
    private readonly List<Node> _gateways = [];
    private readonly List<ChildProcess> _ended = [];
    private readonly bool _ownsServer;

    private ProcessCluster(PostgresServer postgres, string connection, bool ownsServer) => (Postgres, Connection, _ownsServer) = (postgres, connection, ownsServer);

    public PostgresServer Postgres { get; }

    /// <summary>The connection string of the database of the nodes that are added.</summary>
    public string Connection { get; set; }

    /// <summary>Of the nodes that are added.</summary>
    public ClusterCertificate? Certificate { get; set; }

    /// <summary>Of the nodes that are added: the program of another version.</summary>
    public string? Library { get; set; }

    public List<ChildProcess> Silos { get; } = [];

    public List<ChildProcess> Gateways { get; } = [];

    /// <summary>A client for each gateway.</summary>
    public List<GatewayClient> Clients { get; } = [];

    /// <summary>For each gateway a client that repeats what is unavailable.</summary>
    public List<GatewayClient> PatientClients { get; } = [];

    /// <summary>Where the silos take calls.</summary>
    public List<IPEndPoint> SiloGateways { get; } = [];

    /// <summary>Where the silos answer probes.</summary>
    public List<Uri> SiloProbes => [.. _silos.Select(silo => silo.Address)];

    /// <summary>Starts the nodes, and returns when the gateways are ready.</summary>
    public static async Task<ProcessCluster> StartAsync(ProcessCluster cluster, int silos = 3, int gateways = 2)
    {
        try
        {
            for (var i = 0; i < silos; i++)
                cluster.AddSilo();
            for (var i = 0; i < gateways; i++)
                cluster.AddGateway();
            await Task.WhenAll(cluster.Silos.Concat(cluster.Gateways).Select(UntilServingAsync));
            await Task.WhenAll(Enumerable.Range(0, gateways).Select(cluster.UntilReadyAsync));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty database of a server of its own, which the test may end.</summary>
    public static async Task<ProcessCluster> WithOwnServerAsync()
    {
        PostgresTests.SkipIfMissing();
        // A commit survives the end of the server's processes without fsync: the system has it.
        var postgres = await PostgresServer.StartTemporaryAsync("fsync=off");
        return new(postgres, await postgres.NewDatabaseAsync(), ownsServer: true);
    }

    /// <summary>An empty database of the server that all tests share.</summary>
    public static async Task<ProcessCluster> WithoutNodesAsync(PostgresFixture postgres) => new(await postgres.StartedAsync(), await postgres.NewDatabaseAsync(), ownsServer: false);

    public void AddSilo()
    {
        var ports = Ports.Free(3);
        SiloGateways.Add(new(IPAddress.Loopback, ports[1]));
        _silos.Add(Node.Silo(_silos.Count + 1, ports, Connection) with { Certificate = Certificate, Library = Library });
        Silos.Add(_silos[^1].Start());
    }

    public void AddGateway()
    {
        _gateways.Add(Node.Gateway(_gateways.Count + 1, Ports.Free(1)[0], Connection) with { Certificate = Certificate, Library = Library });
        Gateways.Add(_gateways[^1].Start());
        Clients.Add(new GatewayClient(_gateways[^1].Address));
        PatientClients.Add(new GatewayClient(_gateways[^1].Address, new RepeatsWhileUnavailable()));
    }

    /// <summary>Starts a silo that has ended, on the same ports, and returns when the others count on it.</summary>
    public async Task StartSiloAgainAsync(int index)
    {
        _ended.Add(Silos[index]);
        Silos[index] = _silos[index].Start();
        await UntilServingAsync(Silos[index]);
    }

    /// <summary>The exit code of a program that asks the running silo how it is.</summary>
    public async Task<int> CheckSiloAsync(int index)
    {
        await using var check = (_silos[index] with { Arguments = [.. _silos[index].Arguments, "--healthcheck"] }).Start();
        return await check.Ended.WaitAsync(Patience);
    }

    /// <summary>Waits until the gateway's probe says that the cluster serves, and a grain has answered: on a busy machine its first answer may come too late.</summary>
    public async Task UntilReadyAsync(int gateway)
    {
        await _gateways[gateway].UntilReadyAsync(TimeProvider.System, CancellationToken.None).WaitAsync(Patience);
        await PatientClients[gateway].Get("/api/cars");
    }

    public static Task UntilServingAsync(ChildProcess node) => node.UntilServingAsync().WaitAsync(Patience);

    /// <summary>Asks a node to end, and sees that it ends well.</summary>
    public static async Task StopAsync(ChildProcess node) => Assert.True(await node.StopAsync(UnixSignal.Terminate, Patience) == 0, node.Output);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in Clients.Concat(PatientClients))
            client.Dispose();
        foreach (var node in Gateways.Concat(Silos).Concat(_ended))
            await node.DisposeAsync();
        if (_ownsServer)
            await Postgres.DisposeAsync();
    }
}
