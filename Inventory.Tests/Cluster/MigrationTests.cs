using Inventory.Cli.Seed;
using Inventory.Storage.Transfer;
using Inventory.Tests.Cli;
using Inventory.Tests.Gateway;
using Inventory.Tests.Storage.Postgres;
using Inventory.Tests.Storage.Sqlite;
using Inventory.Tests.Storage.Transfer;
using Spectre.Console;

namespace Inventory.Tests.Cluster;

/// <summary>From one process to a cluster and back, as docs/operations.md says, with all that an example place has.</summary>
public sealed class MigrationTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_service_answers_the_same_bytes_after_a_migration_to_a_cluster_and_after_one_back()
    {
        using var directory = new TemporaryDirectory();
        string car;
        List<string> questions;
        string expected;
        await using (var gateway = await InProcessGateway.StartAsync("--Inventory:RateLimits:RequestsPerSecond", "0"))
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null), Interactive = InteractionSupport.No });
            await SeedCommand.RunAsync(gateway.Address, token: null, isDemo: false, console, TestContext.Current.CancellationToken, days: 4);
            car = await gateway.Client.Create();
            var allocation = (await gateway.Client.Allocate(car, "2036-12-01T10:00:00Z", "2036-12-01T12:00:00Z")).Expect(201).Location!;
            (await gateway.Client.Delete(allocation)).Expect(204);
            questions = await QuestionsAsync(gateway.Client);
            expected = await AnswersAsync(gateway.Client, questions);
            await gateway.StopAsync();
            await InventoryCommand.JsonAsync("backup", gateway.DataDirectory, "--to", Path.Combine(directory.Path, "before.db"));
        }

        await using var cluster = await ProcessCluster.WithoutNodesAsync(postgres);
        await InventoryCommand.JsonAsync("migrate", "--from", Path.Combine(directory.Path, "before.db"), "--to", cluster.Connection);
        await InventoryCommand.JsonAsync("verify", cluster.Connection);
        // Users and accounts are among the states.
        Assert.Equal(
            await StoreContents.ReadStatesAsync(StoreAddress.Parse(Path.Combine(directory.Path, "before.db"), null)), await StoreContents.ReadStatesAsync(StoreAddress.Parse(cluster.Connection, null)));
        cluster.AddSilo();
        cluster.AddGateway();
        await cluster.UntilReadyAsync(gateway: 0);
        Assert.Equal(expected, await AnswersAsync(cluster.PatientClients[0], questions));

        (await cluster.PatientClients[0].Allocate(car, "2036-12-03T10:00:00Z", "2036-12-03T12:00:00Z")).Expect(201);
        questions = await QuestionsAsync(cluster.PatientClients[0]);
        expected = await AnswersAsync(cluster.PatientClients[0], questions);
        // The cluster runs: what it does from here on is not in the copy.
        var back = Path.Combine(directory.Path, "back");
        await InventoryCommand.JsonAsync("migrate", "--from", cluster.Connection, "--to", back);
        await InventoryCommand.JsonAsync("verify", back);
        await using var again = await InProcessGateway.StartOnAsync(back);
        Assert.Equal(expected, await AnswersAsync(again.Client, questions));
        (await again.Client.Allocate(car, "2036-12-05T10:00:00Z", "2036-12-05T12:00:00Z")).Expect(201);
    }

    // All lists, and of some resources what they were at moments of their history.
    private static async Task<List<string>> QuestionsAsync(GatewayClient client)
    {
        List<string> questions = ["/api/bookings", "/api/beers", "/api/series"];
        foreach (var type in (string[])["cars", "lorries", "runways"])
        {
            questions.Add($"/api/{type}");
            foreach (var resource in (await client.Get($"/api/{type}?limit=4")).Expect(200).Items.Select(item => $"/api/{type}/{item.GetProperty("id").GetString()}"))
            {
                questions.AddRange([resource, $"{resource}/allocations", $"{resource}/history", $"{resource}/policy"]);
                var moments = (await client.Get($"{resource}/history")).Expect(200).Items.Select(item => item.GetProperty("time").GetString()!).ToList();
                questions.AddRange(moments.Take(2).Append(moments[^1]).Distinct().SelectMany(at => (string[])[$"{resource}?as_of={at}", $"{resource}/allocations?as_of={at}"]));
            }
        }
        return questions;
    }

    private static async Task<string> AnswersAsync(GatewayClient client, List<string> questions)
    {
        var answers = new List<string>();
        foreach (var question in questions)
        {
            var answer = (await client.Get(question)).Expect(200);
            answers.Add($"{question}: {answer.Text}");
        }
        return string.Join('\n', answers);
    }
}
