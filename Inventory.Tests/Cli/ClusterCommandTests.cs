using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Inventory.Tests.Cluster;
using Inventory.Tests.Gateway;
using Inventory.Tests.Storage.Postgres;

namespace Inventory.Tests.Cli;

/// <summary>The command as a user starts it: a process, which starts the others.</summary>
public sealed partial class ClusterCommandTests(PostgresFixture postgres) : IDisposable
{
    // Not a temporary directory of the system, which only its owner may enter: PostgreSQL keeps its data below, and may run as another user.
    private readonly DirectoryInfo _directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"inventory-{Guid.NewGuid()}"));

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_cluster_serves_starts_what_ended_again_and_leaves_no_process_when_it_is_ended()
    {
        PostgresTests.SkipIfMissing();
        var port = Ports.Free(1)[0];
        await using var cluster = Start("--silos", "1", "--gateways", "1", "--port", $"{port}", "--data", _directory.FullName);
        await cluster.UntilServingAsync().WaitAsync(ProcessCluster.Patience);
        using var client = new GatewayClient(new Uri($"http://127.0.0.1:{port}"), new RepeatsWhileUnavailable());
        var car = await client.Create();

        UnixSignals.Send(Ids(cluster)["silo1"], UnixSignal.Kill);
        await Eventually.HoldsAsync(async () => Ids(cluster).Count > 3 && (await client.Get(car)).Status == 200, () => cluster.Output);
        Assert.Contains("silo1 ended with 137, and starts again.", cluster.Output, StringComparison.Ordinal);

        await EndsWellAsync(cluster, UnixSignal.Interrupt);
    }

    [Fact]
    public async Task A_cluster_that_is_just_starting_is_ended_as_well()
    {
        PostgresTests.SkipIfMissing();
        await using var cluster = Start("--silos", "1", "--gateways", "1", "--port", $"{Ports.Free(1)[0]}", "--data", _directory.FullName);
        await Eventually.HoldsAsync(() => Task.FromResult(Ids(cluster).ContainsKey("silo1")), () => cluster.Output);
        await EndsWellAsync(cluster, UnixSignal.Terminate);
    }

    [Fact]
    public async Task A_node_that_refuses_its_settings_ends_the_cluster_with_its_reason()
    {
        var server = await postgres.StartedAsync();
        await using var cluster = Start("--silos", "1", "--gateways", "1", "--port", $"{Ports.Free(1)[0]}", "--data", _directory.FullName, "--postgres", server.ConnectionString("nowhere"));
        Assert.True(await cluster.Ended.WaitAsync(ProcessCluster.Patience) == 78, cluster.Output);
        Assert.Contains("database \"nowhere\" does not exist", cluster.Output, StringComparison.Ordinal);
        Assert.Empty(Process.GetProcesses().Select(process => process.Id).Intersect(Ids(cluster).Values));
    }

    private static async Task EndsWellAsync(ChildProcess cluster, UnixSignal signal)
    {
        cluster.Signal(signal);
        Assert.True(await cluster.Ended.WaitAsync(ProcessCluster.Patience) == 0, cluster.Output);
        Assert.Empty(Process.GetProcesses().Select(process => process.Id).Intersect(Ids(cluster).Values));
        Assert.EndsWith("The cluster has stopped.", cluster.Output, StringComparison.Ordinal);
    }

    private static ChildProcess Start(params string[] options) => ChildProcess.Start(
        new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "inventory.dll"), "cluster", .. options]), "Ready after");

    /// <summary>The processes that the cluster says it has started, by name; one that was started again counts as another.</summary>
    private static Dictionary<string, int> Ids(ChildProcess cluster)
    {
        var ids = new Dictionary<string, int>();
        foreach (Match match in Started().Matches(cluster.Output))
            ids[ids.ContainsKey(match.Groups[1].Value) ? match.Value : match.Groups[1].Value] = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return ids;
    }

    [GeneratedRegex(@"^(\w+): process (\d+)", RegexOptions.Multiline)]
    private static partial Regex Started();
}
