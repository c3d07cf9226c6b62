using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>A short history with a bit of everything, committed with the state's digest, as the grains do.</summary>
internal static class Life
{
    public const int LastVersion = 11;

    public static readonly Guid Taken = Guid.Parse("01960000-0000-7000-8000-00000000000a");
    public static readonly Guid Customer = Guid.Parse("01960000-0000-7000-8000-0000000000cc");

    private static readonly Guid Booking = Guid.Parse("01960000-0000-7000-8000-0000000000bb");
    private static readonly Guid Other = Guid.Parse("01960000-0000-7000-8000-00000000000b");
    private static readonly Guid Forgotten = Guid.Parse("01960000-0000-7000-8000-00000000000c");

    public static string PoolKey(Guid resource) => PoolRequestKey.Of($"of {resource}");

    public static async Task LiveAsync(IStore store, Guid id, string name, long ordinal)
    {
        var taken = A.Allocation(2, Taken) with { Owner = Customer, Description = "first", Reference = "r" };
        var hold = A.Hold(3, Other) with { Dump = [.. """{"a":1}"""u8] };
        var firm = hold with { Expires = Instant.PlusInfinity, Version = 5 };
        await CommitAsync(store, ResourceState.None,
            A.Created(id, name, ordinal: ordinal, attributes: """{"seats":7}""") with { Key = new("c" + name, 1) },
            A.Allocated(id, taken) with { Actor = "ann" },
            A.Allocated(id, hold) with { Key = new("k", 7) },
            A.Updated(id, taken with { Interval = A.Hour(20), Version = 4 }),
            A.Confirmed(id, firm) with { Key = new("confirm", 9) },
            A.Renamed(id, 6, name + "!", ordinal: ordinal, attributes: """{"seats":9}"""),
            A.Allocated(id, A.Hold(7, Forgotten) with { Owner = Customer }),
            A.Expired(id, 8, Forgotten, Customer),
            A.Released(id, 9, Other),
            A.Allocated(id, A.Allocation(10) with { Booking = Booking }) with { Key = new(PoolKey(id), 3) },
            A.Allocated(id, A.Allocation(LastVersion) with { Interval = new(A.Hour(100).From, Instant.PlusInfinity) }));
    }

    /// <summary>Goes on to move the same allocation.</summary>
    public static async Task LengthenAsync(IStore store, Guid id, int lastVersion)
    {
        var stored = (await store.LoadResourceAsync(id, default))!;
        var taken = stored.Allocations.Single(allocation => allocation.Id == Taken);
        await CommitAsync(store, stored.ToState(TimeSpan.FromDays(1)),
            [.. Enumerable.Range((int)stored.Version + 1, lastVersion - (int)stored.Version).Select(version => A.Updated(id, taken with { Version = version, Interval = A.Hour(20 + version % 2) }))]);
    }

    private static async Task CommitAsync(IStore store, ResourceState state, params Commit[] commits)
    {
        var digest = state.Resource is null ? 0 : StateDigest.Of(state.Resource, state.Calendar.Overlapping(Interval.Always));
        var results = new List<Task<CommitStatus>>();
        foreach (var commit in commits)
        {
            digest = StateDigest.After(digest, state, commit.Change);
            state = state.Apply(commit.Change, commit.At, commit.Key);
            results.Add(store.CommitAsync(commit with { StateDigest = digest }));
        }
        Assert.All(await Task.WhenAll(results), status => Assert.Equal(CommitStatus.Committed, status));
    }
}
