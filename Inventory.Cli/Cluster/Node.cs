using System.Diagnostics;
using System.Net;
using Inventory.Cli.Processes;

namespace Inventory.Cli.Cluster;

/// <summary>A silo or a gateway on the loopback address. <paramref name="Program"/> is a file beside this program.</summary>
public sealed record Node(string Name, string Program, Uri Address, params IReadOnlyList<string> Arguments)
{
    private const string Announcement = " listens on ";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // A gateway's probe takes up to ten seconds.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The connection string. It is passed as a variable, which other users cannot read.</summary>
    public string? Postgres { get; init; }

    /// <summary>Which all nodes of the cluster share.</summary>
    public ClusterCertificate? Certificate { get; init; }

    /// <summary><paramref name="ports"/> are for silos, for gateways and for probes.</summary>
    public static Node Silo(int number, int[] ports, string postgres) => new(
        $"silo{number}", "Inventory.Silo.dll", Loopback(ports[2]),
        "--Inventory:Silo:AdvertisedAddress=127.0.0.1", $"--Inventory:Silo:SiloPort={ports[0]}", $"--Inventory:Silo:GatewayPort={ports[1]}",
        $"--Inventory:Silo:HealthPort={ports[2]}")
    {
        Postgres = postgres,
    };

    public static Node Gateway(int number, int port, string postgres) =>
        new($"gateway{number}", "Inventory.Gateway.dll", Loopback(port), $"--urls={Loopback(port).OriginalString}", "--Inventory:Mode=Cluster") { Postgres = postgres };

    /// <summary>With <paramref name="inOwnSession"/>, Ctrl-C at the terminal does not reach the process.</summary>
    public ChildProcess Start(string? logFile = null, bool inOwnSession = false)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, Program), .. Arguments];
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = inOwnSession ? Launch.InOwnSession(dotnet, arguments) : new ProcessStartInfo(dotnet, arguments);
        if (Postgres is not null)
            start.Environment["Inventory__Postgres"] = Postgres;
        if (Certificate is not null)
            (start.Environment["Inventory__Tls__Certificate"], start.Environment["Inventory__Tls__Key"]) = Certificate;
        return ChildProcess.Start(start, Announcement, logFile);
    }

    public async Task UntilReadyAsync(TimeProvider clock, CancellationToken cancellation)
    {
        while (!await IsReadyAsync(cancellation))
            await Task.Delay(Pause, clock, cancellation);
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Address, "/health/ready"), cancellation);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            // It does not listen yet, or has no time to answer.
            return false;
        }
    }

    private static Uri Loopback(int port) => new($"http://127.0.0.1:{port}");
}
