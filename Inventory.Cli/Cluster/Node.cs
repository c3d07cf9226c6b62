using System.Diagnostics;
using System.Net;
using Inventory.Cli.Processes;

namespace Inventory.Cli.Cluster;

/// <summary>A silo or a gateway on the loopback address. The first argument is a command of this program.</summary>
public sealed record Node(string Name, Uri Address, params IReadOnlyList<string> Arguments)
{
    private const string Announcement = " listens on ";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // A gateway's probe takes up to ten seconds.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The connection string. It is passed as a variable, which other users cannot read.</summary>
    public string? Postgres { get; init; }

    /// <summary>The program of another version, its <c>inventory.dll</c>; <c>null</c> for this one.</summary>
    public string? Library { get; init; }

    /// <summary>Which all nodes of the cluster share.</summary>
    public ClusterCertificate? Certificate { get; init; }

    /// <summary><paramref name="ports"/> are for silos, for gateways and for probes.</summary>
    public static Node Silo(int number, int[] ports, string postgres) => new(
        $"silo{number}", Loopback(ports[2]),
        "silo", "--Inventory:Silo:AdvertisedAddress=127.0.0.1", $"--Inventory:Silo:SiloPort={ports[0]}", $"--Inventory:Silo:GatewayPort={ports[1]}",
        $"--Inventory:Silo:HealthPort={ports[2]}")
    {
        Postgres = postgres,
    };

    public static Node Gateway(int number, int port, string postgres) =>
        new($"gateway{number}", Loopback(port), "gateway", $"--urls={Loopback(port).OriginalString}") { Postgres = postgres };

    /// <summary>With <paramref name="inOwnSession"/>, Ctrl-C at the terminal does not reach the process.</summary>
    public ChildProcess Start(string? logFile = null, bool inOwnSession = false)
    {
        var (file, arguments) = Program(Library, Arguments);
        var start = inOwnSession ? Launch.InOwnSession(file, arguments) : new ProcessStartInfo(file, arguments);
        if (Postgres is not null)
            start.Environment["Inventory__Postgres"] = Postgres;
        if (Certificate is not null)
            (start.Environment["Inventory__Tls__Certificate"], start.Environment["Inventory__Tls__Key"]) = Certificate;
        return ChildProcess.Start(start, Announcement, logFile);
    }

    // This process may be another program, such as a runner of tests. A single file has no library beside it.
    private static (string File, string[] Arguments) Program(string? other, IReadOnlyList<string> arguments)
    {
        var library = other ?? Path.Combine(AppContext.BaseDirectory, "inventory.dll");
        return File.Exists(library)
            ? (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [library, .. arguments])
            : (Environment.ProcessPath!, [.. arguments]);
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
