namespace Inventory.Tests.Gateway.Hosting;

public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_was_acknowledged_survives_kills_under_load_and_nothing_overlaps()
    {
        var (gateway, load, random) = await StartAsync();
        await using var _ = gateway;
        for (var crash = 0; crash < TestSettings.Trials(1); crash++)
        {
            await load.RunAsync(gateway.Client, random.Next(50, 500), gateway.KillAsync);
            await gateway.StartAgainAsync();
            await load.CheckAsync(gateway.Client);
        }
        await gateway.StopAsync();
    }

    [Fact]
    public async Task A_stop_under_load_ends_well_and_loses_nothing()
    {
        var (gateway, load, random) = await StartAsync();
        await using var _ = gateway;
        for (var stop = 0; stop < TestSettings.Trials(1); stop++)
        {
            await load.RunAsync(gateway.Client, random.Next(200, 700), gateway.StopAsync);
            await gateway.StartAgainAsync();
            await load.CheckAsync(gateway.Client);
        }
    }

    private async Task<(OwnGateway, Load, Random)> StartAsync()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var gateway = await OwnGateway.StartAsync();
        var resources = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gateway.Client.Create()));
        return (gateway, new Load(resources, seed), new Random(seed));
    }
}
