using System.Text.Json;
using static Inventory.Tests.Gateway.Batches.BatchTest;

namespace Inventory.Tests.Gateway.Batches;

/// <summary>A batch is there as a whole after a crash, with its answers, or it is not there at all.</summary>
public sealed class AtomicBatchCrashTests
{
    private const int Kills = 3;
    private const int Size = 10;

    [Fact]
    public async Task After_a_kill_a_batch_is_whole_or_missing_and_sent_again_it_has_one_effect_and_the_same_answers()
    {
        await using var gateway = await OwnGateway.StartAsync();
        var (car, answers, next) = (await gateway.Client.Create(), new Dictionary<int, string>(), 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            var (isOver, before) = (false, Count(answers));
            var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(ClientAsync)).ToList();
            await Eventually.HoldsAsync(() => Task.FromResult(Count(answers) > before + 5), () => "No batch is answered.");
            await gateway.KillAsync();
            Volatile.Write(ref isOver, true);
            await Task.WhenAll(clients);
            await gateway.StartAgainAsync();
            await AssertWholeAsync(gateway, car);

            async Task ClientAsync()
            {
                while (!Volatile.Read(ref isOver))
                {
                    var n = Interlocked.Increment(ref next);
                    if (await TryAsync(gateway, car, n) is { } answer)
                        lock (answers)
                            answers.Add(n, answer);
                }
            }
        }
        // Those that were answered get the same answers, and the others take effect now at the latest.
        for (var n = 1; n <= next; n++)
        {
            var again = await TryAsync(gateway, car, n);
            Assert.Equal(answers.GetValueOrDefault(n, again!), again);
        }
        await AssertWholeAsync(gateway, car);
        Assert.Equal(next * Size / 2, (await gateway.Client.Pages($"{car}/allocations")).Sum(page => page.Items.Count));
        Assert.Equal(1 + (next * Size * 2), (await gateway.Client.Pages($"{car}/history")).Sum(page => page.Items.Count));
    }

    private static int Count(Dictionary<int, string> answers)
    {
        lock (answers)
            return answers.Count;
    }

    private static async Task AssertWholeAsync(OwnGateway gateway, string car)
    {
        var made = (await gateway.Client.Pages($"{car}/allocations")).SelectMany(page => page.Items).CountBy(allocation => allocation.GetProperty("reference").GetString()!).ToDictionary();
        Assert.All(made, one => Assert.Equal(one.Key.EndsWith("changed", StringComparison.Ordinal) ? Size / 2 : Size, one.Value));
        Assert.All(made.Keys, reference => Assert.DoesNotContain($"{reference} changed", made.Keys));
    }

    /// <summary>A batch takes times; another gives half of them back, and changes the others.</summary>
    /// <returns>The answers to both; <c>null</c> if one of them is not known.</returns>
    private static async Task<string?> TryAsync(OwnGateway gateway, string car, int n)
    {
        try
        {
            var made = await SendAsync(gateway, $"{n}", Enumerable.Range(0, Size).Select(i => Of($"{i}", "POST", $"{car}/allocations", With(Time(n * Size + i), "reference", $"{n}"))));
            var changed = made is null ? null : await SendAsync(gateway, $"{n} changed", made.Select(result => result.GetProperty("headers").GetProperty("Location").GetString()!)
                .Select((path, i) => i % 2 == 0 ? Of($"{i}", "DELETE", path) : Of($"{i}", "PATCH", path, new { reference = $"{n} changed" })));
            return changed is null ? null : string.Join('\n', made!.Concat(changed).Select(result => result.GetRawText()));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The gateway is gone, and perhaps an answer with it.
            return null;
        }
    }

    private static async Task<JsonElement[]?> SendAsync(OwnGateway gateway, string key, IEnumerable<object> operations)
    {
        var answer = await gateway.Client.Post(BatchPath, new { operations, atomic = true }, ("Idempotency-Key", key));
        return answer.Status == 503 ? null : ResultsOf(answer.Expect(200));
    }
}
