namespace Inventory.Tests.Gateway.Hosting;

public sealed class DiskFullTests
{
    private static readonly DateTime Start = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<Answer> _acknowledged = [];
    private int _hour;

    [TinyDiskFact]
    public async Task A_full_disk_makes_503_reads_go_on_and_room_heals()
    {
        using var disk = new TinyDisk(mebibytes: 24);
        var (quiet, settled) = await PrepareAsync(disk);
        await using (var gateway = await GatewayProcess.StartAsync(disk.Path))
        {
            var client = gateway.Client;
            var (busy, other) = (await client.Create(), await client.Create());
            for (var time = 0; time < 2; time++)
            {
                await disk.FillAsync();
                var refusal = (await UntilRefused(() => AllocateKnown(client, busy))).ExpectProblem(503, "unavailable");
                Assert.InRange(int.Parse(refusal.Header("Retry-After")!, null), 1, 60);
                // A checkpoint in between may make room once more.
                (await UntilRefused(() => client.Post("/api/cars", new { name = GatewayClient.NewName() }))).ExpectProblem(503, "unavailable");
                (await UntilRefused(() => AllocateKnown(client, other))).ExpectProblem(503, "unavailable");

                Assert.Equal(settled.Text, (await client.Get($"{quiet}/allocations")).Expect(200).Text);
                (await client.Get("/api/cars")).Expect(200);
                (await client.Get("/health/live")).Expect(200);
                // What is only in the log is read when the tables have it, and until then is not denied.
                foreach (var made in _acknowledged)
                    IsReadOrUnavailable(made, await client.Get(made.Location!));

                disk.Relieve();
                _acknowledged.Add((await Allocate(client, busy)).Expect(201));
                (await client.Get("/health/ready")).Expect(200);
                await AllIsThere(client);
                Assert.Equal(settled.Text, (await client.Get($"{quiet}/allocations")).Expect(200).Text);
            }
            await gateway.StopAsync();
        }
        await using var again = await InProcessGateway.StartOnAsync(disk.Path);
        await AllIsThere(again.Client);
    }

    /// <summary>A resource with allocations that are in the tables, since the start brings them there.</summary>
    private async Task<(string Resource, Answer Allocations)> PrepareAsync(TinyDisk disk)
    {
        await using var gateway = await InProcessGateway.StartOnAsync(disk.Path);
        var car = await gateway.Client.Create();
        for (var n = 0; n < 10; n++)
            (await Allocate(gateway.Client, car)).Expect(201);
        var allocations = (await gateway.Client.Get($"{car}/allocations")).Expect(200);
        await gateway.StopAsync();
        return (car, allocations);
    }

    private static async Task<Answer> UntilRefused(Func<Task<Answer>> ask)
    {
        // Pages that the database has already may take some more.
        for (var n = 0; n < 5000; n++)
            if (await ask() is { Status: not 201 } answer)
                return answer;
        throw new InvalidOperationException("The disk does not fill up.");
    }

    private async Task<Answer> AllocateKnown(GatewayClient client, string resource)
    {
        var answer = await Allocate(client, resource);
        if (answer.Status == 201)
            _acknowledged.Add(answer);
        return answer;
    }

    private async Task AllIsThere(GatewayClient client)
    {
        foreach (var made in _acknowledged.GroupBy(answer => answer.Location!.Split("/allocations")[0]))
        {
            var found = (await client.Pages($"{made.Key}/allocations")).SelectMany(p => p.Items).Select(a => a.GetRawText()).ToHashSet();
            Assert.DoesNotContain(made, answer => !found.Contains(answer.Text));
        }
    }

    private static void IsReadOrUnavailable(Answer made, Answer read)
    {
        if (read.Status == 503)
            read.ExpectProblem(503, "unavailable");
        else
            Assert.Equal(made.Text, read.Expect(200).Text);
    }

    private Task<Answer> Allocate(GatewayClient client, string car)
    {
        var from = Start.AddHours(_hour++);
        return client.Post($"{car}/allocations", new
        {
            from_datetime = $"{from:s}Z",
            to_datetime = $"{from.AddHours(1):s}Z",
            allocation_type = "booking",
            dump = new { text = new string('x', 4000) },
        });
    }
}
