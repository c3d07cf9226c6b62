using Inventory.Tests.Cli;
using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Gateway.Hosting;

public sealed class BackupUnderLoadTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_backup_of_a_gateway_at_work_that_is_then_killed_is_intact_and_has_what_was_acknowledged_before_it()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var gateway = await OwnGateway.StartAsync();
        var load = new Load(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gateway.Client.Create())), seed);
        using var directory = new TemporaryDirectory();
        for (var trial = 0; trial < TestSettings.Trials(1); trial++)
        {
            var (backup, other) = (Path.Combine(directory.Path, $"{trial}.db"), Path.Combine(directory.Path, $"{trial}"));
            IReadOnlyCollection<string> before = [];
            await load.RunAsync(gateway.Client, 300, async () =>
            {
                before = load.Held;
                await InventoryCommand.JsonAsync("backup", gateway.DataDirectory, "--to", backup);
                await gateway.KillAsync();
            });
            before = [.. before.Intersect(load.Held)];

            await InventoryCommand.JsonAsync("restore", backup, "--to", other);
            Assert.Equal(0, (await InventoryCommand.JsonAsync("verify", other)).GetProperty("faults").GetArrayLength());
            await using (var restored = await InProcessGateway.StartOnAsync(other))
            {
                Assert.NotEmpty(before);
                foreach (var allocation in before)
                    (await restored.Client.Get(allocation)).Expect(200);
            }
            // What was killed goes on, too.
            await gateway.StartAgainAsync();
            await load.CheckAsync(gateway.Client);
        }
        await gateway.StopAsync();
        await InventoryCommand.JsonAsync("verify", gateway.DataDirectory);
    }
}
