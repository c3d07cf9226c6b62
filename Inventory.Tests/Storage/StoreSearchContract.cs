using Inventory.Domain.Availability;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What every store promises to a search: with the events that follow, it knows all that is taken.</summary>
public abstract class StoreSearchContract : StoreEventContract
{
    [Fact]
    public async Task Busy_times_and_the_events_after_them_are_all_that_is_taken()
    {
        var (first, second, firm) = (A.Hold(2), A.Hold(3) with { Interval = new(Instant.MinusInfinity, new(5)) }, A.Allocation(2));
        var (moved, other) = (second with { Interval = new(new(5), Instant.PlusInfinity), Version = 5 }, Guid.NewGuid());
        await CommitAsync(
            A.Created(Bus, "bus", ordinal: 2), A.Created(Van), A.Created(other, "lorry", "Lorry"), A.Allocated(Van, first), A.Allocated(Van, second), A.Allocated(other, 2));
        var stored = await Store.LoadBusyIntervalsAsync("Car", default);
        Assert.Equal([Van, Bus], stored.Resources.Select(resource => resource.Id));
        await IsAllAsync(stored, (Van, BusyInterval.Of(first)), (Van, BusyInterval.Of(second)));
        await CommitAsync(A.Allocated(Bus, firm), A.Expired(Van, 4, first.Id), A.Updated(Van, moved), A.Released(Bus, 3, firm.Id), A.Allocated(Bus, firm with { Version = 4 }));
        await IsAllAsync(stored, (Van, BusyInterval.Of(moved)), (Bus, BusyInterval.Of(firm)));
        await IsAllAsync(await Store.LoadBusyIntervalsAsync("Car", default), (Van, BusyInterval.Of(moved)), (Bus, BusyInterval.Of(firm)));
        await CommitAsync(A.Deleted(Van, 6));
        await IsAllAsync(stored, (Bus, BusyInterval.Of(firm)));
        await IsAllAsync(await Store.LoadBusyIntervalsAsync("Car", default), (Bus, BusyInterval.Of(firm)));
    }

    private async Task IsAllAsync(StoredBusyIntervals stored, params (Guid Resource, BusyInterval Time)[] expected)
    {
        // The feed of PostgreSQL ends before the oldest transaction of its server, which may be of another test.
        Dictionary<(Guid Resource, Guid Id), BusyInterval> taken = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                taken = stored.Times.ToDictionary(time => (time.ResourceId, time.Time.AllocationId), time => time.Time);
                foreach (var next in (await Store.ReadEventsAsync(stored.Seq, 1_000, default)).Where(e => e.ResourceType == "Car"))
                    Follow(taken, next);
                return taken.Select(pair => (pair.Key.Resource, pair.Value)).ToHashSet().SetEquals(expected);
            },
            () => $"Taken are {string.Join(", ", taken)}, not {string.Join(", ", expected)}.");
    }

    private static void Follow(Dictionary<(Guid Resource, Guid Id), BusyInterval> taken, RecordedEvent next)
    {
        if (next.Change is ResourceEvent.ResourceDeleted)
        {
            foreach (var key in taken.Keys.Where(key => key.Resource == next.ResourceId).ToList())
                taken.Remove(key);
        }
        var put = next.Change switch
        {
            ResourceEvent.Allocated allocated => allocated.Allocation,
            ResourceEvent.AllocationUpdated updated => updated.Allocation,
            ResourceEvent.Confirmed confirmed => confirmed.Allocation,
            _ => null,
        };
        if (put is not null)
            taken[(next.ResourceId, put.Id)] = BusyInterval.Of(put);
        if (((next.Change as ResourceEvent.Released)?.AllocationId ?? (next.Change as ResourceEvent.Expired)?.AllocationId) is { } gone)
            taken.Remove((next.ResourceId, gone));
    }
}
