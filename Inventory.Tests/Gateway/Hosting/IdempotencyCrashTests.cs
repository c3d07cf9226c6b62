using Inventory.Tests.Domain;
using Inventory.Tests.Gateway.Events;

namespace Inventory.Tests.Gateway.Hosting;

/// <summary>Key and effect are one commit: both are there after a crash, or neither.</summary>
public sealed class IdempotencyCrashTests
{
    private static readonly int Kills = TestSettings.Trials(1);
    private static readonly int Requests = TestSettings.Trials(400);

    [Fact]
    public async Task Answers_are_the_same_after_a_kill()
    {
        await using var gateway = await InProcessGateway.StartAsync();
        var car = (await gateway.Client.Post("/api/cars", new { name = "Car1" }, Key(0))).Expect(201);
        List<(string Path, string? Body, Answer First)> requests = [];
        await SendAsync($"{car.Location}/allocations", Body(0, 600));
        await SendAsync($"{requests[^1].First.Location}/confirm", null);
        await SendAsync("/api/cars/allocations", Body(1, null));
        await SendAsync("/api/cars", """{"name":"Car2"}""");

        await gateway.KillAsync();
        await gateway.StartAgainAsync();
        await AssertSameAsync();
        Assert.Equal(2, (await gateway.Client.Get($"{car.Location}/allocations")).Items.Count);
        Assert.Equal(2, (await gateway.Client.Get("/api/cars")).Items.Count);

        (await gateway.Client.Delete($"{car.Location}?force=true")).Expect(204);
        await AssertSameAsync();
        await gateway.KillAsync();
        await gateway.StartAgainAsync();
        await AssertSameAsync();
        (await gateway.Client.Post($"{car.Location}/allocations", Body(2, null), Key(9))).ExpectProblem(404, "not-found");

        async Task AssertSameAsync()
        {
            foreach (var (n, (path, body, first)) in requests.Index())
            {
                var again = await gateway.Client.Send(HttpMethod.Post, path, Content(body), Key(n + 1));
                Assert.Equal((first.Status, first.Text, first.Location, first.ETag), (again.Status, again.Text, again.Location, again.ETag));
            }
        }

        async Task SendAsync(string path, string? body)
        {
            var answer = await gateway.Client.Send(HttpMethod.Post, path, Content(body), Key(requests.Count + 1));
            Assert.InRange(answer.Status, 200, 201);
            requests.Add((path, body, answer));
        }
    }

    [Fact]
    public async Task Requests_sent_up_to_five_times_over_lines_that_break_have_one_effect_each_and_one_answer_through_kills()
    {
        await using var gateway = await OwnGateway.StartAsync();
        var car = (await gateway.Client.Post("/api/cars", new { name = "Car1" })).Expect(201).Location!;
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        up.SetResult();
        var (next, answered) = (0, 0);
        var kills = new Queue<int>(Enumerable.Range(1, Kills).Select(kill => Requests * kill / (Kills + 1)));
        var isKilling = new Lock();
        var seed = Seed.Next();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(client => Task.Run(() => ClientAsync(new Random(seed + client)))));

        var history = (await gateway.Client.Pages($"{car}/history")).SelectMany(p => p.Items).Select(FeedItem.Of).ToList();
        Assert.Equal(Enumerable.Range(1, Requests + 1).Select(v => (long)v), history.Select(e => e.Sequence));
        Assert.Equal(Requests, (await gateway.Client.Pages($"{car}/allocations")).Sum(p => p.Items.Count));

        async Task ClientAsync(Random random)
        {
            for (var n = Interlocked.Increment(ref next); n <= Requests; n = Interlocked.Increment(ref next))
            {
                Answer? first = null;
                for (var times = random.Next(1, 6); times > 0; times--)
                {
                    // Some are sent and the answer is not waited for; the last one of all is, until there is an answer.
                    if (random.Next(3) == 0 && await DroppedLine.SendAsync(gateway.Address, $"{car}/allocations", Key(n), Body(n, null), isAbrupt: random.Next(2) == 0))
                        continue;
                    first = Same(first, await TryAsync(n));
                }
                while (first is null)
                {
                    await up.Task;
                    first = await TryAsync(n);
                }
                await KillAtAsync(Interlocked.Increment(ref answered));
            }
        }

        async Task<Answer?> TryAsync(int n)
        {
            try
            {
                // While it starts, or stops, it may say that it cannot answer.
                var answer = await gateway.Client.Post($"{car}/allocations", Body(n, null), Key(n));
                return answer.Status == 503 ? null : answer.Expect(201);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // The gateway is gone, and perhaps an answer with it.
                return null;
            }
        }

        async Task KillAtAsync(int count)
        {
            lock (isKilling)
            {
                if (!kills.TryPeek(out var at) || count < at)
                    return;
                kills.Dequeue();
                up = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            await gateway.KillAsync();
            await gateway.StartAgainAsync();
            up.SetResult();
        }
    }

    private static Answer? Same(Answer? first, Answer? again)
    {
        if (first is not null && again is not null)
            Assert.Equal((first.Text, first.Location, first.ETag), (again.Text, again.Location, again.ETag));
        return first ?? again;
    }

    private static (string, string) Key(int n) => ("Idempotency-Key", $"key {n}");

    private static HttpContent? Content(string? body) => body is null ? null : GatewayClient.Raw(body);

    private static string Body(int hour, int? hold)
    {
        var from = new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hour);
        return $$"""{"from_datetime":"{{from:s}}Z","to_datetime":"{{from.AddHours(1):s}}Z","allocation_type":"booking","hold_seconds":{{hold?.ToString() ?? "null"}}}""";
    }
}
