using System.Globalization;
using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Inventory.Gateway.Hosting;
using Inventory.Silo.Hosting;

namespace Inventory.Tests.Style;

/// <summary>Numbers in deploy/ that have to agree with each other.</summary>
public sealed partial class DeploymentTests
{
    // docs/operations.md, Sizing.
    private const int ConnectionsOfNode = 40;
    private const int ReservedConnections = 10;

    [Fact]
    public void The_database_has_connections_for_as_many_nodes_as_Kubernetes_may_start()
    {
        string[] nodes = [Read("deploy/kubernetes/silo.yaml"), Read("deploy/kubernetes/gateway.yaml")];
        // During an update there is one more of each.
        var most = nodes.Sum(text => Number(MaxReplicas().Match(text)) + Number(MaxSurge().Match(text)));
        Assert.InRange((most * ConnectionsOfNode) + ReservedConnections, 1, Number(MaxConnections().Match(Read("deploy/kubernetes/postgres.yaml"))));
    }

    [Fact]
    public void The_database_has_connections_for_as_many_nodes_as_Compose_starts() => Assert.InRange(
        (Replicas().Matches(Read("deploy/compose/cluster.yaml")).Sum(Number) * ConnectionsOfNode) + ReservedConnections, ConnectionsOfNode, Number(MaxConnections().Match(Read("deploy/compose/cluster.yaml"))));

    [Fact]
    public void The_image_knows_all_projects_that_it_builds()
    {
        var image = Read("Dockerfile");
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension)
            .Where(name => name is not ("Inventory.AppHost" or "Inventory.Benchmarks" or "Inventory.TestHost" or "Inventory.Tests"));
        Assert.All(projects, name => Assert.Contains($"COPY {name} {name}", image, StringComparison.Ordinal));
    }

    [Fact]
    public void The_image_is_given_all_that_it_copies()
    {
        var given = Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var copied = Read("Dockerfile").Split('\n').Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).Select(path => path.Split('/')[0]).Distinct();
        Assert.All(copied, path => Assert.Contains(given, pattern => FileSystemName.MatchesSimpleExpression(pattern, path)));
    }

    // The image has settings for all of its programs.
    [Fact]
    public void A_silo_takes_the_environment_of_a_gateway()
    {
        var known = typeof(InventorySection).GetProperties().Select(setting => setting.Name);
        Assert.Empty(typeof(InventoryOptions).GetProperties().Where(setting => setting.CanWrite).Select(setting => setting.Name).Except(known));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"maxReplicas: (\d+)")]
    private static partial Regex MaxReplicas();

    [GeneratedRegex(@"maxSurge: (\d+)")]
    private static partial Regex MaxSurge();

    [GeneratedRegex(@"[^x]replicas: (\d+)")]
    private static partial Regex Replicas();

    [GeneratedRegex(@"max_connections=(\d+)")]
    private static partial Regex MaxConnections();
}
