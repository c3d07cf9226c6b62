using System.Collections.Concurrent;

namespace Inventory.Tests.Gateway;

/// <summary>
/// Clients that allocate and release at random until the gateway is gone, and what it has acknowledged to them. What was asked for and not answered may be done or not.
/// </summary>
internal sealed class Load(IReadOnlyList<string> resources, int seed)
{
    private const int Clients = 16;

    /// <summary>Hours to choose from; so many that most requests succeed.</summary>
    private const int Hours = 20_000;

    private static readonly DateTime Start = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly ConcurrentDictionary<string, string> _held = new();
    private readonly ConcurrentDictionary<string, bool> _released = new();
    private readonly ConcurrentBag<string> _unexpected = [];
    private int _acknowledged;
    private int _runs;

    /// <summary>Runs until something has ended the gateway, which is called when so many requests have been acknowledged.</summary>
    public async Task RunAsync(GatewayClient client, int acknowledgements, Func<Task> end)
    {
        var run = ++_runs;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _acknowledged = 0;
        var clients = Enumerable.Range(0, Clients).Select(n => ClientAsync(client, new Random(HashCode.Combine(seed, run, n)), Acknowledged)).ToList();
        await Task.WhenAny(enough.Task, Task.WhenAll(clients));
        Assert.True(enough.Task.IsCompleted, $"The gateway was gone before its time: {string.Join("; ", _unexpected)}");
        await end();
        await Task.WhenAll(clients);
        Assert.Empty(_unexpected);

        void Acknowledged()
        {
            if (Interlocked.Increment(ref _acknowledged) == acknowledgements)
                enough.SetResult();
        }
    }

    /// <summary>Sees that what was acknowledged is so, and that no two allocations overlap.</summary>
    public async Task CheckAsync(GatewayClient client)
    {
        Dictionary<string, string> found = [];
        foreach (var resource in resources)
        {
            var previousEnd = "";
            foreach (var allocation in (await client.Pages($"{resource}/allocations")).SelectMany(p => p.Items))
            {
                var from = allocation.GetProperty("from_datetime").GetString()!;
                Assert.True(string.CompareOrdinal(previousEnd, from) <= 0, $"{resource}: one ends {previousEnd}, the next begins {from}.");
                previousEnd = allocation.GetProperty("to_datetime").GetString()!;
                found.Add($"{resource}/allocations/{allocation.GetProperty("id").GetString()}", from);
            }
        }
        Assert.NotEmpty(_held);
        Assert.DoesNotContain(_held, h => found.GetValueOrDefault(h.Key) != h.Value);
        Assert.DoesNotContain(_released.Keys, found.ContainsKey);
    }

    private async Task ClientAsync(GatewayClient client, Random random, Action acknowledged)
    {
        List<string> own = [];
        try
        {
            while (_unexpected.IsEmpty)
            {
                if (own.Count > 0 && random.Next(5) == 0)
                    await ReleaseAsync(client, own, random.Next(own.Count), acknowledged);
                else
                    await AllocateAsync(client, own, random, acknowledged);
            }
        }
        catch (HttpRequestException)
        {
            // The gateway is gone, and perhaps an answer with it.
        }
    }

    private async Task AllocateAsync(GatewayClient client, List<string> own, Random random, Action acknowledged)
    {
        var from = Start.AddHours(random.Next(Hours));
        var answer = await client.Allocate(resources[random.Next(resources.Count)], $"{from:s}Z", $"{from.AddHours(random.Next(1, 3)):s}Z");
        if (answer.Status == 201)
        {
            _held[answer.Location!] = $"{from:s}Z";
            own.Add(answer.Location!);
            acknowledged();
        }
        else
        {
            Expect(answer, 409);
        }
    }

    private async Task ReleaseAsync(GatewayClient client, List<string> own, int index, Action acknowledged)
    {
        var path = own[index];
        own.RemoveAt(index);
        // From here on nobody knows, until the answer is there.
        _held.Remove(path, out _);
        var answer = await client.Delete(path);
        if (answer.Status == 204)
        {
            _released[path] = true;
            acknowledged();
        }
        else
        {
            Expect(answer);
        }
    }

    // A gateway that ends may say so; it may not say anything else.
    private void Expect(Answer answer, params int[] statuses)
    {
        if (answer.Status != 503 && !statuses.Contains(answer.Status))
            _unexpected.Add($"{answer.Request}: {answer.Status} {answer.Text}");
    }
}
