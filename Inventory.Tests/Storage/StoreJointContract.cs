using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every store promises about commits that change several resources: all of it, or nothing.</summary>
public abstract class StoreJointContract : StoreSearchContract
{
    private static readonly Guid Hall = Guid.Parse("01960000-0000-7000-8000-000000000003");

    [Fact]
    public async Task A_joint_commit_changes_all_its_resources()
    {
        await CreateAllAsync();
        var key = new IdempotencyKey("k", 1);
        Commit[] joint = [A.Allocated(Hall, 2), A.Allocated(Hall, 3) with { Key = key }, A.Allocated(Van, 2), A.Allocated(Bus, 2), A.Allocated(Bus, 3)];
        Assert.Equal(CommitStatus.Committed, await Store.CommitAsync(Chained(joint)));
        Assert.Equal((3L, 2L, 3L), await VersionsAsync());
        Assert.Equal(key, Assert.Single((await LoadAsync(Hall))!.Answers).Key);
        Assert.Equal((2, 1, 2), ((await LoadAsync(Hall))!.Allocations.Count, (await LoadAsync(Van))!.Allocations.Count, (await LoadAsync(Bus))!.Allocations.Count));
        Assert.Equal(8, (await FeedAsync(8)).Count);
        await CommitAsync(A.Allocated(Hall, 4), A.Allocated(Van, 3), A.Allocated(Bus, 4));
    }

    [Theory]
    [InlineData(3, 2, 2), InlineData(2, 3, 2), InlineData(2, 2, 3), InlineData(2, 2, 1)]
    public async Task Nothing_of_it_is_made_if_one_of_its_resources_is_at_another_version(long hall, long van, long bus)
    {
        await CreateAllAsync();
        Commit[] joint = [A.Allocated(Hall, hall), A.Allocated(Van, van), A.Allocated(Bus, bus), A.Allocated(Bus, bus + 1)];
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(Chained(joint)));
        Assert.Equal((1L, 1L, 1L), await VersionsAsync());
        Assert.Equal(3, (await FeedAsync(3)).Count);
        await CommitAsync(A.Allocated(Hall, 2), A.Allocated(Van, 2), A.Allocated(Bus, 2));
    }

    [Fact]
    public async Task Nothing_of_it_is_made_if_one_of_its_resources_is_deleted_or_was_never_made()
    {
        await CreateAllAsync();
        await CommitAsync(A.Deleted(Bus, 2));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync([A.Allocated(Hall, 2), A.Allocated(Bus, 3)]));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync([A.Allocated(Hall, 2), A.Allocated(Guid.NewGuid(), 1)]));
        Assert.Equal(1, (await LoadAsync(Hall))!.Version);
    }

    [Fact]
    public async Task Nothing_of_it_is_made_if_the_name_of_the_first_is_taken()
    {
        await CreateAllAsync();
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync([A.Renamed(Hall, 2, "bus", ordinal: 3), A.Allocated(Van, 2)]));
        Assert.Equal((1L, 1L, 1L), await VersionsAsync());
        Assert.Equal(CommitStatus.Committed, await Store.CommitAsync([A.Renamed(Hall, 2, "hall 2", ordinal: 3), A.Allocated(Van, 2)]));
        Assert.Equal((2L, 2L, 1L), await VersionsAsync());
    }

    [Fact]
    public async Task Behind_a_joint_commit_that_was_refused_nothing_of_its_chains_is_accepted()
    {
        await CreateAllAsync();
        var (hall, van) = (new CommitChain(), new CommitChain());
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync([A.Allocated(Hall, 2) with { Chain = hall }, A.Allocated(Van, 9) with { Chain = van }]));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Hall, 2) with { Chain = hall }));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Van, 2) with { Chain = van }));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync([A.Allocated(Bus, 2), A.Allocated(Van, 2) with { Chain = van }]));
        Assert.Equal((1L, 1L, 1L), await VersionsAsync());
    }

    [Fact]
    public async Task Commits_before_and_behind_a_joint_one_are_judged_in_order()
    {
        await CreateAllAsync();
        Task<CommitStatus>[] answers =
        [
            Store.CommitAsync(A.Allocated(Van, 2)), Store.CommitAsync([A.Allocated(Hall, 2), A.Allocated(Van, 3)]), Store.CommitAsync(A.Allocated(Van, 4)),
            Store.CommitAsync([A.Allocated(Bus, 2), A.Allocated(Van, 4)]), Store.CommitAsync(A.Allocated(Bus, 2)), Store.CommitAsync([A.Deleted(Hall, 3), A.Released(Van, 5, Guid.NewGuid())]),
        ];
        Assert.Equal([1, 1, 1, 2, 1, 1], (await Task.WhenAll(answers)).Select(answer => (int)answer));
        Assert.Null(await LoadAsync(Hall));
        Assert.Equal((5L, 2L), ((await LoadAsync(Van))!.Version, (await LoadAsync(Bus))!.Version));
    }

    [Fact]
    public async Task Of_joint_commits_on_the_same_versions_one_is_made_whole_each_time()
    {
        await CreateAllAsync();
        Guid[][] pairs = [[Hall, Van], [Hall, Bus], [Van, Bus], [Bus, Hall]];
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(async () =>
        {
            for (var rest = 3; rest > 0;)
            {
                var commits = new List<Commit>();
                foreach (var id in pairs[n % pairs.Length])
                    commits.Add(A.Allocated(id, (await LoadAsync(id))!.Version + 1));
                if (await Store.CommitAsync(commits) == CommitStatus.Committed)
                    rest--;
            }
        })));
        // Each pair is made 12 times: Hall in three of them, Van in two, Bus in three.
        Assert.Equal((37L, 25L, 37L), await VersionsAsync());
    }

    [Fact]
    public async Task Parts_and_what_belongs_to_a_whole_are_read_back()
    {
        var parts = A.Created(Hall, "hall", ordinal: 3);
        var resource = ((ResourceEvent.ResourceCreated)parts.Change).Resource with { Parts = [Van, Bus] };
        var mirror = A.Allocation(2) with { Extras = new() { Whole = new(Hall, Guid.CreateVersion7()) } };
        await CommitAsync(parts with { Change = new ResourceEvent.ResourceCreated(resource), StateDigest = StateDigest.Of(resource, []) }, A.Created(Van), A.Allocated(Van, mirror));
        Assert.Equal([Van, Bus], (await LoadAsync(Hall))!.Resource.Parts);
        Assert.Equal(mirror.Whole, Assert.Single((await LoadAsync(Van))!.Allocations).Whole);
        Assert.Equal([Van, Bus], (await Store.LoadRegistryAsync("Car", default)).Resources.Single(made => made.Id == Hall).Parts);
        Assert.Equal([Van, Bus], (await Store.LoadBusyIntervalsAsync("Car", default)).Resources.Single(made => made.Id == Hall).Parts);
        var created = Assert.IsType<ResourceEvent.ResourceCreated>(Assert.Single(await Store.ReadHistoryAsync(Hall, 0, 9, default)).Change);
        Assert.Equal([Van, Bus], created.Resource.Parts);
        Assert.Equal(mirror.Whole, Assert.IsType<ResourceEvent.Allocated>((await Store.ReadHistoryAsync(Van, 1, 9, default))[0].Change).Allocation.Whole);
    }

    [Fact]
    public async Task A_list_that_is_no_joint_commit_is_a_mistake()
    {
        await CreateAllAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync([A.Allocated(Hall, 2), A.Allocated(Van, 2), A.Allocated(Hall, 3)]));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync([A.Allocated(Hall, 2), A.Renamed(Van, 2, "x")]));
    }

    private async Task CreateAllAsync() => await CommitAsync(A.Created(Van), A.Created(Bus, "bus", ordinal: 2), A.Created(Hall, "hall", ordinal: 3));

    private async Task<(long Hall, long Van, long Bus)> VersionsAsync() => ((await LoadAsync(Hall))!.Version, (await LoadAsync(Van))!.Version, (await LoadAsync(Bus))!.Version);

    // Those of one resource follow on one another.
    private static Commit[] Chained(Commit[] commits)
    {
        var chains = commits.Select(commit => commit.ResourceId).Distinct().ToDictionary(id => id, _ => new CommitChain());
        return [.. commits.Select(commit => commit with { Chain = chains[commit.ResourceId] })];
    }
}
