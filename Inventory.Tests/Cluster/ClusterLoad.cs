using System.Collections.Concurrent;
using System.Diagnostics;
using Inventory.Tests.Gateway;

namespace Inventory.Tests.Cluster;

/// <summary>
/// Clients that allocate at random through all gateways, each request with a key, and repeat it until there is an answer; and some that have no key and therefore
/// do not repeat. Every request writes its own name into the allocation, so that it can be told afterwards what became of it.
/// </summary>
internal sealed class ClusterLoad(IReadOnlyList<GatewayClient> gateways, IReadOnlyList<string> resources, int seed)
{
    private const int KeyedClients = 8;
    private const int KeylessClients = 2;

    /// <summary>Each client sends a request so often, if it is answered sooner: the nodes are busy, and the machine has time for other tests.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(TestSettings.Read("INVENTORY_CLUSTER_PACE_MILLISECONDS", 100));

    /// <summary>Hours to choose from; so many that most requests succeed.</summary>
    private const int Hours = 40_000;

    private static readonly DateTime Start = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Outcome> _outcomes = new();
    private readonly ConcurrentBag<string> _unexpected = [];
    private volatile bool _isOver;
    private Task _running = Task.CompletedTask;
    private long _longestTicks;
    private int _acknowledged;
    private readonly int[] _answers = new int[KeyedClients + KeylessClients];
    private volatile TaskCompletionSource _success = NewSignal();
    private volatile TaskCompletionSource _answer = NewSignal();

    /// <summary>docs/operations.md promises twelve seconds for a single request, whatever fails; beside other tests the clients, too, wait for a processor.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(20);

    private enum Outcome
    {
        Acknowledged = 1,
        Refused = 2,
        Unknown = 3,
    }

    /// <summary>The longest that a request with a key took until its answer, repetitions included: what a client sees of a failure.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(Interlocked.Read(ref _longestTicks));

    /// <summary>Answers that asked for patience, and connections that broke, of requests with and without keys.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new();

    public int Acknowledged => _acknowledged;

    /// <param name="owners">How many clients have resources that nobody else changes, and see to it that no answer is older than their last change.</param>
    public void Begin(int owners = 0) => _running = Task.WhenAll([
        .. Enumerable.Range(0, KeyedClients + KeylessClients).Select(n => Task.Run(() => ClientAsync(n, new Random(HashCode.Combine(seed, n))))),
        .. Enumerable.Range(1, owners).Select(n => Task.Run(() => OwnAsync(new(gateways, $"{seed}-owner-{n}", new Random(HashCode.Combine(seed, -n)), PauseAsync))))]);

    /// <summary>Lets it run until so many more requests have been acknowledged, each sent after this call.</summary>
    public async Task UntilAcknowledgedAsync(int more)
    {
        var goal = _acknowledged + more;
        while (_acknowledged < goal)
        {
            await Task.WhenAny(_success.Task, _running);
            Assert.False(_running.IsCompleted, $"The clients gave up: {string.Join('\n', _unexpected)}");
        }
    }

    /// <summary>Lets it run until each client has ended the request that is under way, and the next.</summary>
    public async Task UntilAllAreAnsweredAsync()
    {
        var goals = _answers.Select(count => count + 2).ToArray();
        while (true)
        {
            var next = _answer.Task;
            if (_answers.Zip(goals).All(client => client.First >= client.Second))
                return;
            await Task.WhenAny(next, _running);
            Assert.False(_running.IsCompleted, $"The clients gave up: {string.Join('\n', _unexpected)}");
        }
    }

    /// <summary>Lets it run for so long.</summary>
    public async Task RunForAsync(TimeSpan time)
    {
        await ((Task)Task.WhenAny(_running)).WaitAsync(time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.False(_running.IsCompleted, $"The clients gave up: {string.Join('\n', _unexpected)}");
    }

    public TimeSpan TakeLongest() => TimeSpan.FromTicks(Interlocked.Exchange(ref _longestTicks, 0));

    /// <summary>Lets the requests under way come to their ends.</summary>
    public async Task EndAsync()
    {
        _isOver = true;
        await _running;
        Assert.True(_unexpected.IsEmpty, string.Join('\n', _unexpected));
    }

    /// <summary>Sees through every gateway that what was acknowledged is so, that no two allocations overlap, and that nothing happened twice.</summary>
    public async Task CheckAsync()
    {
        foreach (var gateway in gateways)
        {
            var stored = new HashSet<string>();
            foreach (var resource in resources)
                await CheckAsync(gateway, resource, stored);
            Assert.Empty(_outcomes.Where(o => o.Value == Outcome.Acknowledged).Select(o => o.Key).Except(stored));
            Assert.DoesNotContain(stored, name => _outcomes[name] == Outcome.Refused);
        }
    }

    private static async Task CheckAsync(GatewayClient gateway, string resource, HashSet<string> stored)
    {
        var previousEnd = "";
        foreach (var allocation in (await gateway.Pages($"{resource}/allocations")).SelectMany(page => page.Items))
        {
            var from = allocation.GetProperty("from_datetime").GetString()!;
            Assert.True(string.CompareOrdinal(previousEnd, from) <= 0, $"{resource}: one ends {previousEnd}, the next begins {from}.");
            previousEnd = allocation.GetProperty("to_datetime").GetString()!;
            Assert.True(stored.Add(allocation.GetProperty("description").GetString()!), $"{resource}: {allocation} is there twice.");
        }
    }

    private async Task ClientAsync(int client, Random random)
    {
        using var pace = new PeriodicTimer(Pace);
        for (var number = 0; !_isOver && _unexpected.IsEmpty; number++)
        {
            await pace.WaitForNextTickAsync();
            var name = $"{seed}-{client}-{number}";
            var from = Start.AddHours(random.Next(Hours));
            var path = $"{resources[random.Next(resources.Count)]}/allocations";
            var body = new { from_datetime = $"{from:s}Z", to_datetime = $"{from.AddHours(random.Next(1, 3)):s}Z", allocation_type = "booking", description = name };
            _outcomes[name] = client < KeyedClients ? await RepeatedAsync(random, path, body, name) : await OnceAsync(random, path, body);
            Interlocked.Increment(ref _answers[client]);
            Interlocked.Exchange(ref _answer, NewSignal()).TrySetResult();
        }
    }

    private async Task OwnAsync(OnlyOwner owner)
    {
        using var pace = new PeriodicTimer(Pace);
        while (!_isOver && _unexpected.IsEmpty)
        {
            await pace.WaitForNextTickAsync();
            if (await owner.StepAsync() is { } complaint)
                _unexpected.Add(complaint);
        }
    }

    private async Task<Outcome> RepeatedAsync(Random random, string path, object body, string key)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            var outcome = await TryAsync("with a key", random, path, body, ("Idempotency-Key", key));
            if (outcome != Outcome.Unknown || !_unexpected.IsEmpty)
            {
                Took(Stopwatch.GetElapsedTime(begin));
                return outcome;
            }
            await PauseAsync();
        }
    }

    private async Task<Outcome> OnceAsync(Random random, string path, object body)
    {
        var outcome = await TryAsync("without a key", random, path, body);
        if (outcome == Outcome.Unknown)
            await PauseAsync();
        return outcome;
    }

    private async Task<Outcome> TryAsync(string kind, Random random, string path, object body, params (string Name, string Value)[] headers)
    {
        var begin = Stopwatch.GetTimestamp();
        var answer = await gateways[random.Next(gateways.Count)].Post(path, body, headers);
        if (Stopwatch.GetElapsedTime(begin) is var time && time > LongestRequest)
            _unexpected.Add($"{answer.Request}: {answer.Status} after {time.TotalSeconds:f1} s");
        if (answer.Status == 201)
        {
            Interlocked.Increment(ref _acknowledged);
            Interlocked.Exchange(ref _success, NewSignal()).TrySetResult();
            return Outcome.Acknowledged;
        }
        if (answer.Status == 409)
            return Outcome.Refused;
        Failures.AddOrUpdate($"{answer.Status} {kind}", 1, (_, count) => count + 1);
        if (answer.Status != 503 || !answer.Headers.Contains("Retry-After"))
            _unexpected.Add($"{answer.Request}: {answer.Status} {answer.Text}");
        return Outcome.Unknown;
    }

    /// <summary>As long as the answer asks for, or until somebody else has been served.</summary>
    private async Task PauseAsync() => await _success.Task.WaitAsync(RetryAfter).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Took(TimeSpan time)
    {
        for (var longest = Interlocked.Read(ref _longestTicks); time.Ticks > longest; longest = Interlocked.Read(ref _longestTicks))
            if (Interlocked.CompareExchange(ref _longestTicks, time.Ticks, longest) == longest)
                return;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
