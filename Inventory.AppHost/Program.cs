using Inventory.Cli.Postgres;
using Inventory.Cli.Processes;
using Microsoft.Extensions.Configuration;

const int Silos = 3;
const int Gateways = 2;
const int FirstPort = 5001;

// For developers: the cluster in Aspire's dashboard, with the log of each node, and every request as a trace.
var builder = DistributedApplication.CreateBuilder(args);
var named = builder.Configuration.GetConnectionString("inventory");
await using var server = named is null ? await StartPostgresAsync(Path.GetFullPath("../data/apphost", builder.AppHostDirectory)) : null;
var postgres = named ?? await server!.EnsureDatabaseAsync("inventory");

var silos = Enumerable.Range(1, Silos).Select(number => builder.AddProject<Projects.Inventory_Silo>($"silo{number}", launchProfileName: null)
    .WithEnvironment("Inventory__Postgres", postgres)
    .WithEnvironment("Inventory__Silo__AdvertisedAddress", "127.0.0.1")
    .WithEndpoint(name: "silo", scheme: "tcp", env: "Inventory__Silo__SiloPort")
    .WithEndpoint(name: "gateway", scheme: "tcp", env: "Inventory__Silo__GatewayPort")
    .WithHttpEndpoint(name: "health", env: "Inventory__Silo__HealthPort")
    .WithHttpHealthCheck("/health/ready", endpointName: "health")).ToList();

foreach (var number in Enumerable.Range(1, Gateways))
{
    var gateway = builder.AddProject<Projects.Inventory_Gateway>($"gateway{number}", launchProfileName: null)
        .WithEnvironment("Inventory__Mode", "Cluster")
        .WithEnvironment("Inventory__Postgres", postgres)
        .WithHttpEndpoint(port: FirstPort + number - 1, isProxied: false)
        .WithHttpHealthCheck("/health/ready");
    silos.ForEach(silo => gateway.WithReference(silo).WaitFor(silo));
}

await builder.Build().RunAsync();

static Task<PostgresServer> StartPostgresAsync(string directory)
{
    Directory.CreateDirectory(directory);
    return PostgresServer.StartAsync(Path.Combine(directory, "postgres"), Ports.Free(1)[0], Path.Combine(directory, "postgres.log"), "max_connections=300", CancellationToken.None);
}
