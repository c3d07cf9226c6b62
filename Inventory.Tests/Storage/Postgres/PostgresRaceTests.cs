using Inventory.Storage;
using Inventory.Storage.Postgres;
using Inventory.Tests.Domain;
using Microsoft.Extensions.Logging;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>Several processes, here several stores with connections of their own, on one database.</summary>
public sealed class PostgresRaceTests(PostgresFixture postgres)
{
    private const int Stores = 3;
    private const int Resources = 4;
    private const int Decisions = 300;

    [Fact]
    public async Task Of_several_who_decide_about_the_same_resources_one_makes_each_version_and_nothing_overlaps()
    {
        var (seed, log) = (Seed.Next(), new PostgresLogger());
        var database = await postgres.NewStoreAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, Stores).Select(_ => PostgresStore.OpenAsync(new() { ConnectionString = database }, TimeProvider.System, log)));
        var ids = Enumerable.Range(1, Resources).Select(_ => Guid.NewGuid()).ToArray();
        await Task.WhenAll(ids.Select((id, i) => stores[0].CommitAsync(A.Created(id, $"car {i}", ordinal: i + 1))));
        var racers = stores.SelectMany((store, s) => ids.Select((id, i) => new RacingResource(id, store, seed + s * Resources + i))).ToList();
        using var end = new CancellationTokenSource();
        var listeners = stores.Select(store => ListenAsync(store, end.Token)).ToList();
        await Task.WhenAll(racers.Select(racer => Task.Run(() => racer.RunAsync(Decisions, () => Task.CompletedTask))));

        foreach (var id in ids)
            await BruteForce.CheckAsync(stores[0], id, racers.SelectMany(racer => racer.Acknowledged));
        Assert.Empty(log.Of(LogLevel.Error));
        // The feed ends before the oldest transaction of the server, which may be of another test.
        var versions = (await Task.WhenAll(ids.Select(id => stores[0].LoadResourceAsync(id, default)))).Sum(resource => resource!.Version);
        List<long> all = [];
        await Eventually.HoldsAsync(
            async () => (all = [.. (await stores[0].ReadEventsAsync(0, int.MaxValue, default)).Select(e => e.Seq)]).Count >= versions, () => $"{all.Count} events instead of {versions}");
        Assert.Equal(all.Distinct().Order(), all);
        foreach (var store in stores)
            await store.WaitForEventsAsync(all[^1] - 1, default);
        await Task.WhenAll(listeners.Select(listener => listener.Until(all[^1])));
        await end.CancelAsync();
        Assert.All(listeners, listener => Assert.Equal(all, listener.Heard));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task What_another_process_commits_is_heard_of_by_who_waits_and_by_who_asks()
    {
        var database = await postgres.NewStoreAsync();
        var (id, log) = (Guid.NewGuid(), new PostgresLogger());
        await using var one = await PostgresStore.OpenAsync(new() { ConnectionString = database }, TimeProvider.System, log);
        await using var other = await PostgresStore.OpenAsync(new() { ConnectionString = database }, TimeProvider.System, log);
        var waiting = other.WaitForEventsAsync(0, default);
        await one.CommitAsync(A.Created(id));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.HoldsAsync(() => Task.FromResult(one.LastSeq == other.LastSeq), () => $"One knows {one.LastSeq}, the other {other.LastSeq}.");
        await one.CommitAsync(A.Allocated(id, 2));
        IReadOnlyList<RecordedEvent> told = [];
        await Eventually.HoldsAsync(async () => (told = await other.ReadEventsAsync(0, 9, default)).Count == 2, () => $"{told.Count} events");
        Assert.Equal(told[1].Seq, await other.FindLastSeqAsync(default));
        Assert.Equal(CommitStatus.VersionConflict, await other.CommitAsync(A.Allocated(id, 2)));
        Assert.Equal(CommitStatus.Committed, await other.CommitAsync(A.Allocated(id, 3)));
    }

    [Fact]
    public async Task A_name_that_two_processes_give_at_once_is_given_once_and_they_do_not_wait_for_each_other_for_ever()
    {
        var (database, log) = (await postgres.NewStoreAsync(), new PostgresLogger());
        var stores = await Task.WhenAll(Enumerable.Range(0, Stores).Select(_ => PostgresStore.OpenAsync(new() { ConnectionString = database, MaxBatch = 7 }, TimeProvider.System, log)));
        var ordinal = 0;
        var answers = await Task.WhenAll(stores.SelectMany((store, s) => Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            store.CommitAsync(A.Created(Guid.NewGuid(), $"name {(s == 1 ? 199 - i : i) % 50}", $"type {i % 3}", Interlocked.Increment(ref ordinal)))))));
        var register = (await Task.WhenAll(Enumerable.Range(0, 3).Select(t => stores[0].LoadRegistryAsync($"type {t}", default)))).SelectMany(r => r.Resources).ToList();
        Assert.Equal(answers.Count(answer => answer == CommitStatus.Committed), register.Count);
        Assert.Equal(register.Count, register.DistinctBy(resource => (resource.Type, resource.Name)).Count());
        Assert.Equal(150, register.Count);
        Assert.Empty(log.Of(LogLevel.Error));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    private static Listener ListenAsync(PostgresStore store, CancellationToken end)
    {
        var listener = new Listener();
        _ = Task.Run(() => listener.RunAsync(store, end), end);
        return listener;
    }

    private sealed class Listener
    {
        private readonly TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _until = long.MaxValue;

        public List<long> Heard { get; } = [];

        public async Task RunAsync(PostgresStore store, CancellationToken end)
        {
            for (var last = 0L; ;)
            {
                await store.WaitForEventsAsync(last, end);
                lock (Heard)
                {
                    if (last >= _until)
                        _progress.TrySetResult();
                }
                foreach (var next in await store.ReadEventsAsync(last, 37, end))
                {
                    lock (Heard)
                    {
                        Heard.Add(last = next.Seq);
                        if (last >= _until)
                            _progress.TrySetResult();
                    }
                }
            }
        }

        public Task Until(long seq)
        {
            lock (Heard)
            {
                _until = seq;
                if (Heard.Count > 0 && Heard[^1] >= seq)
                    _progress.TrySetResult();
            }
            return _progress.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }
}
