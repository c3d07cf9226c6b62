using System.Net;
using Inventory.Cli.Cluster;
using Inventory.Storage.Membership;
using Inventory.Tests.Storage.Postgres;
using Inventory.Tests.Storage.Sqlite;
using Microsoft.Extensions.Hosting;

namespace Inventory.Tests.Cluster;

/// <summary>Nodes that know each other by certificates.</summary>
public sealed class TlsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_cluster_works_with_certificates_and_nobody_gets_in_without_one()
    {
        using var directory = new TemporaryDirectory();
        await using var cluster = await ProcessCluster.WithoutNodesAsync(postgres);
        cluster.Certificate = Certificate(directory, "own");
        await ProcessCluster.StartAsync(cluster, silos: 2, gateways: 1);
        var cars = new List<string>();
        for (var i = 0; i < 8; i++)
            cars.Add(await cluster.PatientClients[0].Create());

        // A client without TLS, a silo without it, and one with the certificate of somebody else.
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(5), TimeProvider.System);
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(cluster.SiloGateways[0], end.Token));
        cluster.Certificate = null;
        cluster.AddSilo();
        cluster.Certificate = Certificate(directory, "foreign");
        cluster.AddSilo();
        cluster.AddGateway();
        await using var providers = await ClusterProviders.StartAsync(cluster.Connection, cluster: ClusterDatabase.ServiceId);
        await Eventually.HoldsAsync(async () => (await MembersAsync(providers, SiloStatus.Joining)).Length == 2, () => "They do not try.");
        foreach (var refused in cluster.Silos.Skip(2))
            await Eventually.HoldsAsync(() => Task.FromResult(refused.Output.Contains("Failed to get ping responses from 2 of 2 active silos", StringComparison.Ordinal)), () => refused.Output);
        Assert.Equal(cluster.SiloGateways.Take(2).Select(silo => silo.Port).Order(), await MembersAsync(providers, SiloStatus.Active));
        (await cluster.Clients[1].Get("/health/ready")).ExpectStatus(503);
        foreach (var car in cars)
            (await cluster.PatientClients[0].Allocate(car, "2036-12-01T10:00:00Z", null)).Expect(201);
    }

    private static async Task<int[]> MembersAsync(ClusterProviders providers, SiloStatus status) =>
        [.. (await providers.Members.ReadAllAsync()).Members.Select(row => row.Item1).Where(member => member.Status == status).Select(member => member.ProxyPort).Order()];

    private static ClusterCertificate Certificate(TemporaryDirectory directory, string name) =>
        ClusterCertificate.Create(Directory.CreateDirectory(Path.Combine(directory.Path, name)).FullName, TimeProvider.System.GetUtcNow());

    private static async Task ConnectAsync(IPEndPoint silo, CancellationToken cancellation)
    {
        using var host = new HostBuilder().UseOrleansClient(client =>
        {
            client.Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (ClusterDatabase.ServiceId, ClusterDatabase.ServiceId));
            client.UseStaticClustering(silo);
        }).Build();
        await host.StartAsync(cancellation);
    }
}
