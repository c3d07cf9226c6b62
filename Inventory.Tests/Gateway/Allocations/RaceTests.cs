namespace Inventory.Tests.Gateway.Allocations;

public sealed class RaceTests(SharedGateway gateway)
{
    private const int Clients = 48;
    private const int Rounds = 20;

    [Fact]
    public async Task Of_48_clients_that_race_for_one_slot_one_gets_it()
    {
        var runway = await gateway.Client.Create("runways");
        for (var round = 0; round < Rounds; round++)
        {
            var day = $"2026-12-{round + 1:00}";
            var winner = await Race(_ => gateway.Client.Allocate(runway, $"{day}T10:00:00Z", $"{day}T10:30:00Z"));
            var listed = (await gateway.Client.Get($"{runway}/allocations?from={day}T00:00:00Z&to={day}T23:00:00Z")).Items;
            Assert.Equal(winner.Text, Assert.Single(listed).GetRawText());
        }
    }

    [Fact]
    public async Task Of_48_clients_that_race_for_times_with_one_moment_in_common_one_gets_it()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var car = await gateway.Client.Create();
            var winner = await Race(n => gateway.Client.Allocate(car, n % 8 == 0 ? null : $"2026-12-01T10:00:{n:00}Z", n % 8 == 1 ? null : $"2026-12-01T11:00:{n:00}Z"));
            Assert.Equal(winner.Text, Assert.Single((await gateway.Client.Get($"{car}/allocations")).Items).GetRawText());
        }
    }

    [Fact]
    public async Task Of_a_deletion_and_an_allocation_that_race_the_first_decides()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var car = await gateway.Client.Create();
            var allocation = gateway.Client.Allocate(car, null, null);
            var deletion = await gateway.Client.Delete(car);
            if ((await allocation).Status == 201)
            {
                deletion.ExpectProblem(409, "resource-in-use");
                (await gateway.Client.Get((await allocation).Location!)).Expect(200);
            }
            else
            {
                (await allocation).ExpectProblem(404, "not-found");
                deletion.Expect(204);
                (await gateway.Client.Get(car)).ExpectProblem(404, "not-found");
            }
        }
    }

    /// <summary>All clients start when the last is ready.</summary>
    /// <returns>The answer of the one that won.</returns>
    private static async Task<Answer> Race(Func<int, Task<Answer>> run)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, Clients).Select(async n =>
        {
            await start.Task;
            return await run(n);
        }).ToList();
        start.SetResult();
        var answers = await Task.WhenAll(clients);
        var winner = Assert.Single(answers, a => a.Status == 201);
        foreach (var loser in answers.Except([winner]))
            Assert.Equal([winner.Id], loser.ExpectProblem(409, "overlap").Conflicts);
        return winner;
    }
}
