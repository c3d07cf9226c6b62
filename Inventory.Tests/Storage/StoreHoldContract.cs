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
