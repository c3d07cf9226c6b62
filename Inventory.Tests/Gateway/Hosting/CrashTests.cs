namespace Inventory.Tests.Gateway.Hosting;

public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_was_acknowledged_survives_kills_and_stops_under_load_and_nothing_overlaps()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var gateway = await OwnGateway.StartAsync();
        var load = new Load(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gateway.Client.Create())), seed);
        for (var trial = 0; trial < TestSettings.Trials(1); trial++)
        {
            await load.RunAsync(gateway.Client, random.Next(50, 500), gateway.KillAsync);
            await gateway.StartAgainAsync();
            await load.CheckAsync(gateway.Client);
            // A stop ends well, too.
            await load.RunAsync(gateway.Client, random.Next(200, 700), gateway.StopAsync);
            await gateway.StartAgainAsync();
            await load.CheckAsync(gateway.Client);
        }
    }
}
