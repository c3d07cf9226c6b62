using System.Text;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every store promises about one commit after another.</summary>
public abstract class StoreContract : StoreTest
{
    [Fact]
    public async Task A_resource_is_read_back_as_it_was_made()
    {
        await CommitAsync(A.Created(Van, "Wagen 'ä' 🚚", attributes: """{"seats": 3}"""));
        var stored = await LoadAsync(Van);
        Assert.Equal($$"""{{Van}} Car 'Wagen 'ä' 🚚' {"seats": 3} 2026-03-01T08:00:00Z #1 v1 at 1{{'\n'}}""", A.Text(stored));
    }

    [Fact]
    public async Task There_is_no_resource_that_was_never_made_or_is_deleted()
    {
        await CommitAsync(A.Created(Van), A.Deleted(Van, 2));
        Assert.Null(await LoadAsync(Van));
        Assert.Null(await LoadAsync(Bus));
    }

    [Theory]
    [InlineData(2), InlineData(4), InlineData(1), InlineData(long.MaxValue)]
    public async Task A_commit_that_does_not_follow_on_the_last_version_is_fenced(long version)
    {
        await CommitAsync(A.Created(Van), A.Allocated(Van, 2));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Van, version)));
        Assert.Equal(2, (await LoadAsync(Van))!.Version);
    }

    [Fact]
    public async Task The_same_commit_twice_is_fenced_the_second_time()
    {
        await CommitAsync(A.Created(Van));
        var commit = A.Allocated(Van, 2);
        Assert.Equal(CommitStatus.Committed, await Store.CommitAsync(commit));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(commit));
        Assert.Single((await LoadAsync(Van))!.Allocations);
    }

    [Fact]
    public async Task Behind_a_commit_that_was_fenced_nothing_of_its_chain_is_accepted()
    {
        var chain = new CommitChain();
        await CommitAsync(A.Created(Van), A.Allocated(Van, 2));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Van, 2) with { Chain = chain }));
        // It is the next version, and yet not what it was decided on.
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Van, 3) with { Chain = chain }));
        Assert.Equal(CommitStatus.Committed, await Store.CommitAsync(A.Allocated(Van, 3)));
    }

    [Fact]
    public async Task Only_a_creation_comes_first_and_only_once()
    {
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Van, 1)));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Deleted(Van, 1)));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Renamed(Van, 1, "x")));
        await CommitAsync(A.Created(Van));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Created(Van, "other", ordinal: 2)));
    }

    [Fact]
    public async Task Nothing_follows_on_a_deletion()
    {
        await CommitAsync(A.Created(Van), A.Deleted(Van, 2));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Allocated(Van, 3)));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Renamed(Van, 3, "x")));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Deleted(Van, 3)));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Created(Van, ordinal: 2)));
    }

    [Fact]
    public async Task Allocations_are_read_by_id_and_releases_take_them_away()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToArray();
        await CommitAsync([A.Created(Van), .. ids.Select((id, i) => A.Allocated(Van, i + 2, id))]);
        await CommitAsync(A.Released(Van, 7, ids[0]), A.Released(Van, 8, ids[3]));
        var stored = await LoadAsync(Van);
        Assert.Equal(8, stored!.Version);
        Guid[] left = [ids[1], ids[2], ids[4]];
        Assert.Equal(left.OrderBy(id => id.ToString(), StringComparer.Ordinal), stored.Allocations.Select(allocation => allocation.Id));
    }

    [Fact]
    public async Task An_allocation_that_comes_back_under_its_id_is_there()
    {
        var id = Guid.CreateVersion7();
        await CommitAsync(A.Created(Van), A.Allocated(Van, 2, id), A.Released(Van, 3, id), A.Allocated(Van, 4, id));
        Assert.Equal(4, Assert.Single((await LoadAsync(Van))!.Allocations).Version);
    }

    [Fact]
    public async Task Two_resources_may_have_an_allocation_of_the_same_id()
    {
        var id = Guid.CreateVersion7();
        await CommitAsync(A.Created(Van), A.Created(Bus, "bus", ordinal: 2));
        await CommitAsync(A.Allocated(Van, 2, id), A.Allocated(Bus, 2, id), A.Released(Bus, 3, id));
        Assert.Single((await LoadAsync(Van))!.Allocations);
        Assert.Empty((await LoadAsync(Bus))!.Allocations);
    }

    [Fact]
    public async Task Each_allocation_keeps_its_own_values_among_others()
    {
        var made = Enumerable.Range(2, 300).Select(version => A.Allocation(version) with
        {
            Type = version % 3 == 0 ? "booking" : $"type {version % 7}",
            Description = version % 2 == 0 ? null : $"no. {version}",
            Reference = version % 4 == 0 ? null : $"{version}",
            Dump = version % 5 == 0 ? [.. Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('☃', version)}\"}}")] : default,
        }).ToArray();
        await CommitAsync([A.Created(Van), .. made.Select(allocation => A.Allocated(Van, allocation))]);
        var model = new StoreModel([A.Created(Van), .. made.Select(allocation => A.Allocated(Van, allocation))]);
        Assert.Equal(A.Text(model.Load(Van)), A.Text(await LoadAsync(Van)));
    }

    [Fact]
    public async Task A_commit_that_contradicts_itself_is_a_fault_of_the_caller()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(A.Commit(Van, 2, A.Created(Van).Change)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(A.Commit(Van, 3, A.Allocated(Van, 2).Change)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(A.Commit(Bus, 2, A.Renamed(Van, 2, "x").Change)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(A.Commit(Van, 3, A.Updated(Van, A.Allocation(2)).Change)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(A.Confirmed(Van, A.Hold(2))));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(A.Allocated(Van, A.Allocation(2) with { Expires = Instant.MinusInfinity })));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(A.Deleted(Van, 0)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(A.Allocated(Van, 2) with { At = Instant.PlusInfinity }));
    }

    [Fact]
    public Task A_store_that_works_says_so() => Store.CheckAsync(default);
}
