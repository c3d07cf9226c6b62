using System.Collections.Concurrent;

namespace Inventory.Tests.Gateway.Hosting;

/// <summary>Clients that ask at random until the gateway is gone.</summary>
/// <param name="clients">How many at once.</param>
/// <param name="seed">Of what they ask.</param>
internal abstract class InterruptedLoad(int clients, int seed)
{
    private readonly ConcurrentBag<string> _unexpected = [];
    private int _acknowledged;
    private int _runs;

    /// <summary>Nothing has come that nobody expects; clients end else.</summary>
    protected bool IsGood => _unexpected.IsEmpty;

    /// <summary>Runs until something has ended the gateway, which is called when so many requests have been acknowledged.</summary>
    public async Task RunAsync(GatewayClient client, int acknowledgements, Func<Task> end)
    {
        var run = ++_runs;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _acknowledged = 0;
        var running = Enumerable.Range(0, clients).Select(n => UntilGoneAsync(client, n, new Random(HashCode.Combine(seed, run, n)), Acknowledged)).ToList();
        await Task.WhenAny(enough.Task, Task.WhenAll(running));
        Assert.True(enough.Task.IsCompleted, $"The gateway was gone before its time: {string.Join("; ", _unexpected)}");
        await end();
        await Task.WhenAll(running);
        AssertGood();

        void Acknowledged()
        {
            if (Interlocked.Increment(ref _acknowledged) == acknowledgements)
                enough.SetResult();
        }
    }

    protected void AssertGood() => Assert.Empty(_unexpected);

    /// <summary>What one client does, again and again while it <see cref="IsGood"/>.</summary>
    protected abstract Task ClientAsync(GatewayClient client, int number, Random random, Action acknowledged);

    // A gateway that ends may say so; it may not say anything else.
    protected void Expect(Answer answer, params int[] statuses)
    {
        if (answer.Status != 503 && !statuses.Contains(answer.Status))
            _unexpected.Add($"{answer.Request}: {answer.Status} {answer.Text}");
    }

    private async Task UntilGoneAsync(GatewayClient client, int number, Random random, Action acknowledged)
    {
        try
        {
            await ClientAsync(client, number, random, acknowledged);
        }
        // A connection that ends while it is made throws the second one.
        catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException)
        {
            // The gateway is gone, and perhaps an answer with it.
        }
    }
}
