using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>Hands in random commits, some of them wrong, and compares the store with the model. Its seed is in every message.</summary>
internal sealed class RandomCommits(int seed)
{
    private const int Steps = 150;
    private static readonly string[] Keys = ["a", "b", "c", "d"];

    private readonly Random _random = new(seed);
    private readonly Guid[] _resources = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];
    private readonly Guid[] _allocations = [.. Enumerable.Range(0, 10).Select(_ => Guid.NewGuid())];
    private readonly StoreModel _model = new();

    // What the model has, in the order in which the store tells it: of what was handed in at once to different resources, either may come first.
    private readonly List<RecordedEvent> _feed = [];
    private readonly HashSet<string> _typeKeysOfStep = [];
    private long _begin;

    public async Task RunAsync(Func<Task<IStore>> reopen, IStore store, StoreClock clock, string prefix)
    {
        _begin = store.LastSeq;
        string[] types = [prefix + "Car", prefix + "Lorry"];
        for (var step = 0; step < Steps; step++)
        {
            clock.Now = clock.Now.After(TimeSpan.FromMinutes(_random.Next(40)));
            _typeKeysOfStep.Clear();
            // The next are decided before those before them are answered.
            var commits = Enumerable.Range(0, _random.Next(1, 8)).Select(_ =>
            {
                var commit = Keyed(Next(prefix), clock.Now);
                return (Answer: store.CommitAsync(commit), Expected: _model.Commit(commit), Commit: commit);
            }).ToList();
            foreach (var (answer, expected, commit) in commits)
                Same($"{expected} for {commit}", $"{await answer} for {commit}", step);
            await FollowAsync(store, step);
            var id = Pick(_resources);
            Same(A.Text(_model.Load(id, clock.Now)), A.Text(await store.LoadResourceAsync(id, default)), step);
            Same(string.Join('\n', _model.AnswersOfDeleted(id, clock.Now)), string.Join('\n', await store.LoadAnswersOfDeletedAsync(id, default)), step);
            var (after, limit) = (_random.Next(30), _random.Next(1, 60));
            Same(A.Text(History(id).Skip(after).Take(limit)), A.Text(await store.ReadHistoryAsync(id, after, limit, default)), step);
            after = _random.Next(_model.Commits.Count + 1);
            Same(A.Text(_feed.Skip(after).Take(limit)), A.Text(await store.ReadEventsAsync(after == 0 ? _begin : _feed[after - 1].Seq, limit, default)), step);
            var (type, key) = (Pick(types), PoolRequestKey.Of(Pick(Keys)));
            Same(A.Text(_model.FindAnswer(type, key, clock.Now)), A.Text(await store.FindPoolRequestAsync(type, key, default)), step);
        }
        store = await reopen();
        foreach (var id in _resources)
        {
            Same(A.Text(_model.Load(id, clock.Now)), A.Text(await store.LoadResourceAsync(id, default)), Steps);
            Same(string.Join('\n', _model.AnswersOfDeleted(id, clock.Now)), string.Join('\n', await store.LoadAnswersOfDeletedAsync(id, default)), Steps);
            Same(A.Text(History(id)), A.Text(await store.ReadHistoryAsync(id, 0, 9_999, default)), Steps);
        }
        Same(A.Text(_feed), A.Text(await store.ReadEventsAsync(_begin, 9_999, default)), Steps);
        foreach (var type in types)
            Same(A.Text(_model.LoadRegister(type, clock.Now)), A.Text(await store.LoadRegistryAsync(type, default)), Steps);
    }

    private Commit Next(string prefix)
    {
        var id = Pick(_resources);
        var version = _model.Version(id) + (_random.Next(8) == 0 ? _random.Next(1, 4) : 1);
        var type = prefix + (_resources.IndexOf(id) % 2 == 0 ? "Car" : "Lorry");
        var name = "name " + _random.Next(4);
        return _random.Next(18) switch
        {
            0 or 1 or 2 => A.Created(id, name, type, _random.Next(1, 30)),
            3 => Renamed(A.Renamed(id, version, name, type, attributes: $$"""{"n": {{version}}}""")),
            4 => _random.Next(4) == 0 ? A.Deleted(id, version) : A.Allocated(id, version, Pick(_allocations)),
            5 => A.Declined(id, version, Pick(_allocations), _random.Next(2) == 0 ? "full" : null),
            6 or 7 => A.Released(id, version, Pick(_allocations)),
            8 => A.Expired(id, version, Pick(_allocations)),
            9 or 10 => A.Updated(id, A.Allocation(version, Pick(_allocations)) with { Created = Earlier }),
            11 => A.Confirmed(id, A.Allocation(version, Pick(_allocations)) with { Created = Earlier }),
            12 => A.Commit(id, version, new ResourceEvent.MovedAway(Pick(_allocations), Pick(_resources))),
            13 => A.Allocated(id, A.Hold(version, Pick(_allocations))),
            _ => A.Allocated(id, version, Pick(_allocations)),
        };
    }

    private Commit Keyed(Commit commit, Instant now) =>
        commit.Stamped(now, commit.Change is ResourceEvent.ResourceCreated or ResourceEvent.Allocated or ResourceEvent.Confirmed ? _random.Next(4) switch
        {
            0 => new IdempotencyKey(Pick(Keys), _random.NextInt64()),
            // Between different resources no order is promised: who uses one for any of them waits for its answer.
            1 when Pick(Keys) is var key && _typeKeysOfStep.Add(key) => new IdempotencyKey(PoolRequestKey.Of(key), _random.NextInt64()),
            _ => null,
        } : commit.Change is ResourceEvent.AllocationUpdated or ResourceEvent.Released && _random.Next(4) == 0 ? new IdempotencyKey(Pick(Keys), _random.NextInt64()) : null);

    private async Task FollowAsync(IStore store, int step)
    {
        var known = _model.Events(0, int.MaxValue).ToDictionary(e => (e.ResourceId, e.Version));
        var last = _feed.Count == 0 ? _begin : _feed[^1].Seq;
        // The feed of PostgreSQL ends before the oldest transaction of its server, which may be of another test.
        await Eventually.HoldsAsync(
            async () =>
            {
                foreach (var next in await store.ReadEventsAsync(last, int.MaxValue, default))
                {
                    Assert.True(next.Seq > last, $"seed {seed}, step {step}: {next.Seq} follows on {last}");
                    _feed.Add(known[(next.ResourceId, next.Version)] with { Seq = last = next.Seq });
                    Same(A.Text([_feed[^1]]), A.Text([next]), step);
                }
                return _feed.Count >= _model.Commits.Count;
            },
            () => $"seed {seed}, step {step}: {_feed.Count} events instead of {_model.Commits.Count}");
        Same($"{_model.Commits.Count} events", $"{_feed.Count} events", step);
        foreach (var id in _resources)
            Same(string.Join(' ', Enumerable.Range(1, (int)_model.Version(id))), string.Join(' ', History(id).Select(e => e.Version)), step);
    }

    private IEnumerable<RecordedEvent> History(Guid id) => _feed.Where(e => e.ResourceId == id);

    private Commit Renamed(Commit commit) => _model.Load(commit.ResourceId) is { Resource: var old } && commit.Change is ResourceEvent.ResourceUpdated { Resource: var now }
        ? commit with { Change = new ResourceEvent.ResourceUpdated(now with { Created = old.Created }) }
        : commit;

    private Instant Earlier => new(A.Moment.Microseconds - _random.Next(1, 1_000_000));

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private void Same(string expected, string actual, int step) =>
        Assert.True(expected == actual, $"seed {seed}, step {step}:\n{expected}\n--- but\n{actual}");
}
