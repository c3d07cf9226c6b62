using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every store promises about holds, and about allocations that change.</summary>
public abstract class StoreHoldContract : StoreRegistryContract
{
    private static readonly Instant Earlier = new(A.Moment.Microseconds - 5_000_000);

    [Fact]
    public async Task A_hold_is_read_with_its_end_until_it_is_confirmed()
    {
        var hold = A.Hold(2);
        await CommitAsync(A.Created(Van), A.Allocated(Van, hold));
        Assert.Equal(hold, Assert.Single((await LoadAsync(Van))!.Allocations));
        var firm = hold with { Expires = Instant.PlusInfinity, Created = Earlier, Version = 3 };
        await CommitAsync(A.Confirmed(Van, firm));
        Assert.Equal(firm, Assert.Single((await LoadAsync(Van))!.Allocations));
    }

    [Fact]
    public async Task A_hold_that_expires_is_gone_like_a_released_one()
    {
        var (first, second) = (A.Hold(2), A.Hold(3));
        await CommitAsync(A.Created(Van), A.Allocated(Van, first), A.Allocated(Van, second), A.Expired(Van, 4, first.Id));
        var van = await LoadAsync(Van);
        Assert.Equal((4L, second), (van!.Version, Assert.Single(van.Allocations)));
    }

    [Fact]
    public async Task Changes_that_belong_together_are_made_all_or_none()
    {
        await CommitAsync(A.Created(Van));
        var chain = new CommitChain();
        Commit[] whole = [.. Enumerable.Range(2, 700).Select(version => A.Allocated(Van, A.Allocation(version) with { Interval = A.Hour(version) }) with { Chain = chain })];
        Assert.Equal(CommitStatus.Committed, await Store.CommitAsync(whole));
        var van = await LoadAsync(Van);
        Assert.Equal((701L, 700), (van!.Version, van.Allocations.Count));
        // On an outdated version nothing of it is made, and neither is what follows.
        var late = new CommitChain();
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync([.. Enumerable.Range(701, 3).Select(version => A.Released(Van, version, Guid.NewGuid()) with { Chain = late })]));
        Assert.Equal(701L, (await LoadAsync(Van))!.Version);
        var gap = new CommitChain();
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync([A.Released(Van, 702, Guid.NewGuid()) with { Chain = gap }, A.Released(Van, 704, Guid.NewGuid()) with { Chain = gap }]));
    }

    [Fact]
    public async Task An_update_changes_everything_but_the_moment_of_making()
    {
        var made = A.Hold(2) with { Description = "before" };
        var now = made with
        {
            Interval = A.Hour(40), Type = "repair", Description = null, Dump = [.. """{"a":1}"""u8], Version = 3, Created = Earlier, Expires = new(A.Moment.Microseconds + 1),
        };
        await CommitAsync(A.Created(Van), A.Allocated(Van, made), A.Updated(Van, now));
        var read = Assert.Single((await LoadAsync(Van))!.Allocations);
        Assert.Equal(now with { Dump = default }, read with { Dump = default });
        Assert.Equal("""{"a":1}"""u8, read.Dump.AsSpan());
    }

    [Fact]
    public async Task Each_change_is_fenced_like_an_allocation()
    {
        var hold = A.Hold(2);
        await CommitAsync(A.Created(Van), A.Allocated(Van, hold));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Expired(Van, 2, hold.Id)));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Updated(Van, hold)));
        Assert.Equal(CommitStatus.VersionConflict, await Store.CommitAsync(A.Confirmed(Van, hold with { Expires = Instant.PlusInfinity })));
        Assert.Equal(hold, Assert.Single((await LoadAsync(Van))!.Allocations));
    }
}
