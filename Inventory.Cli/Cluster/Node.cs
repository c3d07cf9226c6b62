using System.Diagnostics;
using System.Net;
using Inventory.Cli.Processes;

namespace Inventory.Cli.Cluster;

/// <summary>A silo or a gateway on the loopback address: how its process is started, and where it answers.</summary>
/// <param name="Name">For people and for the log file.</param>
/// <param name="Program">The program, a file beside this one.</param>
/// <param name="Address">Where it answers HTTP.</param>
/// <param name="Arguments">Its settings.</param>
public sealed record Node(string Name, string Program, Uri Address, params IReadOnlyList<string> Arguments)
{
    private const string Announcement = " listens on ";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // A gateway's probe waits up to ten seconds for grains and storage.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The connection string of the cluster's database. It is passed as a variable, which other users cannot read.</summary>
    public string? Postgres { get; init; }

    /// <param name="number">Counts from 1.</param>
    /// <param name="ports">For silos, for gateways, for probes.</param>
    /// <param name="postgres">The connection string of the cluster's database.</param>
    public static Node Silo(int number, int[] ports, string postgres) => new(
        $"silo{number}", "Inventory.Silo.dll", Loopback(ports[2]),
        "--Inventory:Silo:AdvertisedAddress=127.0.0.1", $"--Inventory:Silo:SiloPort={ports[0]}", $"--Inventory:Silo:GatewayPort={ports[1]}", $"--Inventory:Silo:HealthPort={ports[2]}")
    {
        Postgres = postgres,
    };

    /// <param name="number">Counts from 1.</param>
    /// <param name="port">For HTTP.</param>
    /// <param name="postgres">The connection string of the cluster's database.</param>
    public static Node Gateway(int number, int port, string postgres) =>
        new($"gateway{number}", "Inventory.Gateway.dll", Loopback(port), $"--urls={Loopback(port).OriginalString}", "--Inventory:Mode=Cluster") { Postgres = postgres };

    /// <summary>Starts a process, and does not wait.</summary>
    /// <param name="logFile">The file to append its output to. Default: none.</param>
    /// <param name="inOwnSession">Whether Ctrl-C at the terminal does not reach it.</param>
    public ChildProcess Start(string? logFile = null, bool inOwnSession = false)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, Program), .. Arguments];
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = inOwnSession ? Launch.InOwnSession(dotnet, arguments) : new ProcessStartInfo(dotnet, arguments);
        if (Postgres is not null)
            start.Environment["Inventory__Postgres"] = Postgres;
        return ChildProcess.Start(start, Announcement, logFile);
    }

    /// <summary>Waits until the node's probe says that it is ready.</summary>
    public async Task UntilReadyAsync(TimeProvider clock, CancellationToken cancellation)
    {
        while (!await IsReadyAsync(cancellation))
            await Task.Delay(Pause, clock, cancellation);
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "/health/ready"), cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private static Uri Loopback(int port) => new($"http://127.0.0.1:{port}");
}
