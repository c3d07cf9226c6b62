using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every store promises when many commit at once.</summary>
public abstract class StoreRaceContract : StoreJointContract
{
    [Fact]
    public async Task Commits_handed_in_ahead_are_judged_in_order()
    {
        await CommitAsync([A.Created(Van), .. Enumerable.Range(2, 500).Select(version => A.Allocated(Van, version))]);
        var van = await LoadAsync(Van);
        Assert.Equal((501L, 500), (van!.Version, van.Allocations.Count));
    }

    [Fact]
    public async Task A_refused_commit_does_not_take_its_neighbours_along()
    {
        await CommitAsync(A.Created(Van), A.Created(Bus, "bus", ordinal: 2));
        var answers = await Task.WhenAll(
            Store.CommitAsync(A.Allocated(Van, 2)), Store.CommitAsync(A.Allocated(Van, 2)), Store.CommitAsync(A.Allocated(Bus, 2)),
            Store.CommitAsync(A.Created(Guid.NewGuid(), "bus", ordinal: 3)), Store.CommitAsync(A.Allocated(Van, 3)),
            Store.CommitAsync(A.Renamed(Bus, 3, "van 1", ordinal: 2)), Store.CommitAsync(A.Allocated(Bus, 3)));
        Assert.Equal([1, 2, 1, 2, 1, 2, 1], answers.Select(answer => (int)answer));
        Assert.Equal((3L, 3L), ((await LoadAsync(Van))!.Version, (await LoadAsync(Bus))!.Version));
    }

    [Fact]
    public async Task Of_32_who_decide_on_the_same_version_one_wins_each_time()
    {
        await CommitAsync(A.Created(Van));
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var rest = 3; rest > 0;)
            {
                var version = (await LoadAsync(Van))!.Version;
                if (await Store.CommitAsync(A.Allocated(Van, version + 1)) == CommitStatus.Committed)
                    rest--;
            }
        })));
        var van = await LoadAsync(Van);
        Assert.Equal((97L, 96), (van!.Version, van.Allocations.Count));
        Assert.Equal(96, van.Allocations.Select(allocation => allocation.Version).Distinct().Count());
    }

    [Fact]
    public async Task Of_32_who_make_the_same_name_one_wins()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 32)
            .Select(i => Task.Run(() => Store.CommitAsync(A.Created(Guid.NewGuid(), "blue", ordinal: i)))));
        Assert.Single(answers, answer => answer == CommitStatus.Committed);
        Assert.Single((await Store.LoadRegistryAsync("Car", default)).Resources);
    }

    [Fact]
    public async Task Whoever_was_answered_reads_what_was_committed()
    {
        var ids = Enumerable.Range(0, 32).Select(_ => Guid.NewGuid()).ToArray();
        await Task.WhenAll(ids.Select((id, i) => Task.Run(async () =>
        {
            await Store.CommitAsync(A.Created(id, $"car {i}", ordinal: i + 1));
            for (var version = 2; version < 20; version++)
            {
                Assert.Equal(CommitStatus.Committed, await Store.CommitAsync(A.Allocated(id, version)));
                var stored = await LoadAsync(id);
                Assert.Equal((version, version - 1), (stored!.Version, stored.Allocations.Count));
            }
        })));
    }

    [Fact]
    public async Task Whatever_happens_it_is_as_the_dumb_model_says()
    {
        for (var round = 0; round < TestSettings.Trials(1); round++)
            await new RandomCommits(Random.Shared.Next()).RunAsync(ReopenAsync, Store, Clock, $"T{round} ");
    }

    /// <summary>Closes the store and opens it again, where it outlives that.</summary>
    protected internal virtual Task<IStore> ReopenAsync() => Task.FromResult(Store);
}
