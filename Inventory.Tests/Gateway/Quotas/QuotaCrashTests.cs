using Inventory.Tests.Domain;

namespace Inventory.Tests.Gateway.Quotas;

public sealed class QuotaCrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Kills_leave_nobody_with_more_than_its_quota_and_nothing_uncounted()
    {
        var seed = Seed.Next();
        output.WriteLine($"INVENTORY_SEED={seed}");
        var random = new Random(seed);
        await using var gateway = await OwnGateway.StartAsync(QuotaLoad.Settings);
        var load = await QuotaLoad.PrepareAsync(gateway.Client, seed);
        for (var crash = 0; crash < TestSettings.Trials(1); crash++)
        {
            await load.RunAsync(gateway.Client, random.Next(40, 200), gateway.KillAsync);
            await gateway.StartAgainAsync();
            await load.CheckAsync(gateway.Client);
            await load.AskAgainAsync(gateway.Client);
        }
        output.WriteLine(string.Join(", ", await load.CheckAsync(gateway.Client)));
        await gateway.StopAsync();
    }
}
