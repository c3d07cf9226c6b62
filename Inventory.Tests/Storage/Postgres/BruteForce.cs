using Inventory.Domain.Allocations;
using Inventory.Domain.Resources;
using Inventory.Storage;

namespace Inventory.Tests.Storage.Postgres;

/// <summary>Goes through all that was committed to a resource, one change after the other, and compares each with each.</summary>
internal static class BruteForce
{
    public static async Task CheckAsync(IStore store, Guid id, IEnumerable<(Guid Resource, ResourceEvent Change)> acknowledged)
    {
        var history = await store.ReadHistoryAsync(id, 0, int.MaxValue, default);
        Assert.Equal(Enumerable.Range(1, history.Count).Select(version => (long)version), history.Select(e => e.Version));
        var present = new Dictionary<Guid, Allocation>();
        foreach (var next in history)
        {
            if (Put(next.Change) is { } put)
            {
                present[put.Id] = put;
                // A hold that was over is in nobody's way; that it is, was written down before.
                Assert.All(present.Values.Where(other => other.Id != put.Id), other => Assert.False(other.Interval.Overlaps(put.Interval), $"{next} overlaps {other}"));
            }
            else if (((next.Change as ResourceEvent.Released)?.AllocationId ?? (next.Change as ResourceEvent.Expired)?.AllocationId) is { } gone)
            {
                Assert.True(present.Remove(gone), $"{next} has nothing to take away");
            }
        }
        Assert.Equal(present.Values.OrderBy(allocation => allocation.Id), (await store.LoadResourceAsync(id, default))!.Allocations);
        var made = history.Select(e => e.Change).ToHashSet();
        var mine = acknowledged.Where(change => change.Resource == id).Select(change => change.Change).ToList();
        Assert.All(mine, change => Assert.Contains(change, made));
    }

    private static Allocation? Put(ResourceEvent change) => change switch
    {
        ResourceEvent.Allocated allocated => allocated.Allocation,
        ResourceEvent.AllocationUpdated updated => updated.Allocation,
        ResourceEvent.Confirmed confirmed => confirmed.Allocation,
        _ => null,
    };
}
