using System.Collections.Concurrent;
using Inventory.Cli.Postgres;
using Inventory.Cli.Processes;

namespace Inventory.Cli.Cluster;

internal sealed class LocalCluster(ClusterOptions options, TextWriter output, TimeProvider clock)
{
    // A node that ends this often has a fault that a restart does not fix.
    private const int MaxEnds = 100;

    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    // A silo drains for 30 seconds at most.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(45);

    private readonly ConcurrentDictionary<Node, ChildProcess> _nodes = new();
    private PostgresServer? _postgres;

    /// <exception cref="CommandException">A process does not start, or fails for good.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var claim = ClusterClaim.Acquire(options);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        List<Task> watches = [];
        try
        {
            var nodes = await StartAsync(stop);
            watches.AddRange(nodes.Select(node => KeepRunningAsync(node, stopping.Token)));
            watches.Add(WatchPostgresAsync(stopping.Token));
            watches.Add(AnnounceAsync(nodes, stopping.Token));
            await foreach (var watch in Task.WhenEach(watches))
                await watch;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await output.WriteLineAsync("Stopping.");
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(watches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await StopAsync();
        }
    }

    private async Task<List<Node>> StartAsync(CancellationToken stop)
    {
        var ports = Ports.Free((3 * options.Silos) + 1, options.FirstInnerPort);
        var connection = options.Postgres ?? await StartPostgresAsync(ports[^1], stop);
        var certificate = ClusterCertificate.Create(options.Data, clock.GetUtcNow());
        List<Node> nodes =
        [
            .. Enumerable.Range(0, options.Silos).Select(i => Node.Silo(i + 1, ports[(3 * i)..(3 * i + 3)], connection) with { Certificate = certificate }),
            .. options.GatewayPorts.Select((port, i) => Node.Gateway(i + 1, port, connection) with { Certificate = certificate }),
        ];
        foreach (var node in nodes)
            Start(node);
        await output.WriteLineAsync($"Logs: {options.LogDirectory}. Ctrl-C stops everything.");
        return nodes;
    }

    private async Task<string> StartPostgresAsync(int port, CancellationToken stop)
    {
        _postgres = await PostgresServer.StartAsync(Path.Combine(options.Data, "postgres"), port, options.LogOf("postgres"), $"max_connections={options.MaxConnections}", stop);
        await output.WriteLineAsync($"postgres: process {_postgres.Id}, 127.0.0.1:{port}, database inventory");
        return await _postgres.EnsureDatabaseAsync("inventory");
    }

    private void Start(Node node)
    {
        var process = _nodes[node] = node.Start(options.LogOf(node.Name), inOwnSession: true);
        output.WriteLine($"{node.Name}: process {process.Id}, {node.Address.OriginalString}");
    }

    private async Task KeepRunningAsync(Node node, CancellationToken stopping)
    {
        for (var ends = 1; ; ends++)
        {
            var process = _nodes[node];
            var status = await process.Ended.WaitAsync(stopping);
            if (status == CommandException.Configuration || ends == MaxEnds)
                throw Failure(node, status, process.Output);
            await output.WriteLineAsync($"{node.Name} ended with {status}, and starts again.");
            await Task.Delay(RestartPause, clock, stopping);
            await process.DisposeAsync();
            Start(node);
        }
    }

    private CommandException Failure(Node node, int status, string lines) => new(
        status == CommandException.Configuration ? status : CommandException.Failed,
        $"{node.Name} ended with {status}; see {options.LogOf(node.Name)}.\n{string.Join('\n', lines.Split('\n').TakeLast(5))}");

    private async Task WatchPostgresAsync(CancellationToken stopping)
    {
        if (_postgres is not null)
            throw new CommandException(CommandException.Failed, $"PostgreSQL ended with {await _postgres.Ended.WaitAsync(stopping)}; see {options.LogOf("postgres")}.");
    }

    private async Task AnnounceAsync(List<Node> nodes, CancellationToken stopping)
    {
        var start = clock.GetTimestamp();
        var gateways = nodes[options.Silos..];
        await Task.WhenAll(gateways.Select(gateway => gateway.UntilReadyAsync(clock, stopping)));
        var addresses = string.Join(", ", gateways.Select(gateway => gateway.Address.OriginalString));
        await output.WriteLineAsync($"Ready after {clock.GetElapsedTime(start).TotalSeconds:f0} s: {addresses}");
    }

    // The nodes first: they write to the database until they end.
    private async Task StopAsync()
    {
        await Task.WhenAll(_nodes.Values.Select(process => process.StopAsync(UnixSignal.Terminate, StopLimit)));
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        if (!_nodes.IsEmpty)
            await output.WriteLineAsync("The cluster has stopped.");
    }
}
