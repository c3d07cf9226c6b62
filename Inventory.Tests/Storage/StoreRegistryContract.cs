using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every store promises about the registers: names and ordinals are given once.</summary>
public abstract class StoreRegistryContract : StoreContract
{
    [Fact]
    public async Task A_name_is_taken_once_in_its_type()
    {
        await CommitAsync(A.Created(Van, "blue"));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Created(Bus, "blue", ordinal: 2)));
        Assert.Null(await LoadAsync(Bus));
        await CommitAsync(A.Created(Bus, "blue", "Lorry", ordinal: 1));
    }

    [Fact]
    public async Task A_rename_to_a_taken_name_is_fenced_and_changes_nothing()
    {
        await CommitAsync(A.Created(Van, "blue"), A.Created(Bus, "red", ordinal: 2), A.Allocated(Bus, 2));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Renamed(Bus, 3, "blue", ordinal: 2)));
        var bus = await LoadAsync(Bus);
        Assert.Equal(("red", 2L), (bus!.Resource.Name, bus.Version));
        await CommitAsync(A.Allocated(Bus, 3));
    }

    [Fact]
    public async Task A_rename_frees_the_old_name_and_may_repeat_the_own()
    {
        await CommitAsync(A.Created(Van, "blue"), A.Renamed(Van, 2, "blue", attributes: """{"a":1}"""), A.Renamed(Van, 3, "green"));
        await CommitAsync(A.Created(Bus, "blue", ordinal: 2));
        var van = await LoadAsync(Van);
        Assert.Equal(("green", 3L, true), (van!.Resource.Name, van.Resource.Version, van.Resource.Attributes.IsDefault));
    }

    [Fact]
    public async Task A_rename_keeps_the_allocations_and_the_allocations_keep_the_resource_s_version()
    {
        await CommitAsync(A.Created(Van), A.Allocated(Van, 2), A.Renamed(Van, 3, "new"), A.Allocated(Van, 4));
        var van = await LoadAsync(Van);
        Assert.Equal((3L, 4L, 2), (van!.Resource.Version, van.Version, van.Allocations.Count));
    }

    [Fact]
    public async Task A_deletion_frees_the_name_but_never_the_ordinal()
    {
        await CommitAsync(A.Created(Van, "blue"), A.Deleted(Van, 2));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Created(Bus, "blue", ordinal: 1)));
        Assert.Equal(1, (await Store.LoadRegistryAsync("Car", default)).LastOrdinal);
        await CommitAsync(A.Created(Bus, "blue", ordinal: 2));
    }

    [Fact]
    public async Task A_register_lists_what_is_there_by_ordinal()
    {
        var ids = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        long[] ordinals = [5, 2, 9, 1, 7, 3];
        await CommitAsync([.. ids.Select((id, i) => A.Created(id, $"car {i}", ordinal: ordinals[i])), A.Created(Bus, "x", "Lorry", 8)]);
        await CommitAsync(A.Deleted(ids[2], 2), A.Renamed(ids[4], 2, "last"));
        var register = await Store.LoadRegistryAsync("Car", default);
        Assert.Equal([1, 2, 3, 5, 7], register.Resources.Select(resource => resource.Ordinal));
        Assert.Equal("last", register.Resources[^1].Name);
        Assert.Equal(9, register.LastOrdinal);
    }

    [Fact]
    public async Task The_register_of_an_unknown_type_is_empty()
    {
        await CommitAsync(A.Created(Van));
        Assert.Equal("last 0\n", A.Text(await Store.LoadRegistryAsync("car", default)));
    }
}
