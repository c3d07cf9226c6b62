using System.Net;
using Inventory.Grains.Resources;
using Inventory.Storage.Membership;
using Inventory.Tests.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Inventory.Tests.Cluster;

/// <summary>A silo that does not reach the database and that the others have declared dead, which callers still reach.</summary>
public sealed class CutOffSiloTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_silo_that_was_declared_dead_without_its_knowledge_answers_nothing_from_memory()
    {
        await using var cluster = await ProcessCluster.WithoutNodesAsync(postgres);
        var database = new NpgsqlConnectionStringBuilder(cluster.Connection);
        await using var line = new CuttableLine(database.Port);
        cluster.Connection = new NpgsqlConnectionStringBuilder(cluster.Connection) { Port = line.Port }.ConnectionString;
        cluster.AddSilo();
        cluster.Connection = database.ConnectionString;
        cluster.AddGateway();
        await cluster.UntilReadyAsync(gateway: 0);
        var car = await cluster.PatientClients[0].Create();
        var allocation = (await cluster.PatientClients[0].Allocate(car, "2036-12-01T10:00:00Z", null)).Expect(201)["id"].GetGuid();
        cluster.AddSilo();
        await ProcessCluster.UntilServingAsync(cluster.Silos[1]);
        using var caller = await ConnectAsync(cluster.SiloGateways[0]);
        var resource = caller.Services.GetRequiredService<IClusterClient>().GetResource(Guid.Parse(car.Split('/')[^1]));
        Assert.Equal(allocation, (await resource.FindAllocation("Car", allocation)).Allocation?.Id);

        line.Cut();
        await DeclareDeadAsync(database.ConnectionString, cluster.SiloGateways[0]);
        await Eventually.HoldsAsync(
            async () => (await cluster.Clients[0].Delete($"{car}/allocations/{allocation}", ("Idempotency-Key", "1"))).Status is 204 or 404, () => "The others do not go on.");
        Assert.False(cluster.Silos[0].Ended.IsCompleted);
        await Assert.ThrowsAnyAsync<Exception>(() => resource.FindAllocation("Car", allocation));

        // It learns of it when it reaches the database again, and ends itself.
        line.Mend();
        await cluster.Silos[0].Ended.WaitAsync(ProcessCluster.Patience);
    }

    private static async Task<IHost> ConnectAsync(IPEndPoint silo)
    {
        var host = new HostBuilder().UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (ClusterDatabase.ServiceId, ClusterDatabase.ServiceId));
            client.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.UnionWith(ClusterDatabase.Exceptions));
            client.UseStaticClustering(silo);
        }).Build();
        await host.StartAsync();
        return host;
    }

    // As two other silos do that do not hear of it any more.
    private static async Task DeclareDeadAsync(string database, IPEndPoint gateway)
    {
        await using var providers = await ClusterProviders.StartAsync(database, cluster: ClusterDatabase.ServiceId);
        await Eventually.HoldsAsync(
            async () =>
            {
                var members = await providers.Members.ReadAllAsync();
                var member = members.Members.Select(row => row.Item1).Single(row => row.ProxyPort == gateway.Port);
                member.Status = SiloStatus.Dead;
                member.AddSuspector(SiloAddress.New(IPAddress.Loopback, 1, 1), TimeProvider.System.GetUtcNow().UtcDateTime);
                return await providers.Members.UpdateRowAsync(member, members.Version.VersionEtag, members.Version.Next());
            },
            () => "Others change the membership all the time.");
    }
}
