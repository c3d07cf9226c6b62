// Gateways for the tests of the web UI: one process for all of them, which starts and ends them on request and writes its own address to the standard output.
using System.Collections.Concurrent;
using Inventory.TestHost;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
await using var host = builder.Build();
host.Urls.Add("http://127.0.0.1:0");
var gateways = new ConcurrentDictionary<int, (HostedGateway Gateway, DirectoryInfo Data)>();

// The body is the gateway's settings; the location is its address.
host.MapPost("/gateways", async (string[] settings) =>
{
    var data = Directory.CreateTempSubdirectory("inventory-web-");
    var gateway = await HostedGateway.StartAsync(data.FullName, settings);
    gateways[gateway.Address.Port] = (gateway, data);
    return Results.Created(gateway.Address, value: null);
});
host.MapDelete("/gateways/{port:int}", async (int port) => Results.StatusCode(await EndAsync(port) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound));

await host.StartAsync();
Console.WriteLine(host.Urls.First());
await host.WaitForShutdownAsync();
await Task.WhenAll(gateways.Keys.Select(EndAsync));

async Task<bool> EndAsync(int port)
{
    if (!gateways.TryRemove(port, out var one))
        return false;
    await one.Gateway.StopAsync();
    one.Data.Delete(recursive: true);
    return true;
}
