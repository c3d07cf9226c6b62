using System.Diagnostics;
using Inventory.Tests.Gateway;
using Inventory.Tests.Storage.Postgres;
using Npgsql;

namespace Inventory.Tests.Cluster;

/// <summary>What docs/operations.md says about backup and restore, done.</summary>
public sealed class BackupTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_dump_of_a_cluster_at_work_is_one_moment_and_a_new_cluster_goes_on_from_it()
    {
        await using var cluster = await ProcessCluster.StartAsync(await ProcessCluster.WithoutNodesAsync(postgres), silos: 1, gateways: 1);
        var cars = new List<string>();
        for (var i = 0; i < 4; i++)
            cars.Add(await cluster.PatientClients[0].Create());
        var load = new ClusterLoad(cluster.Clients, cars, seed: 1);
        load.Begin();
        await load.UntilAcknowledgedAsync(100);
        var dump = await RunAsync(cluster, "pg_dump", null, "--format=plain");
        await load.UntilAcknowledgedAsync(100);
        await load.EndAsync();
        var before = await AllocationsAsync(cluster.Clients[0], cars);
        await ProcessCluster.StopAsync(cluster.Silos[0]);
        await ProcessCluster.StopAsync(cluster.Gateways[0]);

        cluster.Connection = await postgres.NewDatabaseAsync();
        await RunAsync(cluster, "psql", dump, "--quiet", "--set=ON_ERROR_STOP=1");
        cluster.AddSilo();
        cluster.AddGateway();
        await cluster.UntilReadyAsync(gateway: 1);
        var client = cluster.PatientClients[1];

        // What was there then is as it was; what came later is not there, and the versions go on without a gap.
        var restored = await AllocationsAsync(client, cars);
        Assert.True(restored.Count >= 100 && restored.Count < before.Count, $"{restored.Count} of {before.Count}");
        Assert.Empty(restored.Except(before));
        foreach (var car in cars)
        {
            (await client.Allocate(car, "2099-01-01T00:00:00Z", null)).Expect(201);
            var versions = (await client.Pages($"{car}/history")).SelectMany(page => page.Items).Select(item => item.GetProperty("sequence").GetString()).ToList();
            Assert.Equal(Enumerable.Range(1, versions.Count).Select(i => $"{i}"), versions);
        }
    }

    private static async Task<List<string>> AllocationsAsync(GatewayClient client, IEnumerable<string> cars)
    {
        var all = new List<string>();
        foreach (var car in cars)
            all.AddRange((await client.Pages($"{car}/allocations")).SelectMany(page => page.Items).Select(item => item.GetRawText()));
        return all;
    }

    /// <summary>Runs one of PostgreSQL's own programs on the cluster's database.</summary>
    private static async Task<string> RunAsync(ProcessCluster cluster, string program, string? input, params string[] arguments)
    {
        var database = new NpgsqlConnectionStringBuilder(cluster.Connection);
        using var process = Process.Start(new ProcessStartInfo(PostgresBinaries.PathOf(program), ["-h", database.Host!, "-p", $"{database.Port}", "-U", database.Username!, "-d", database.Database!, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return await said;
    }
}
