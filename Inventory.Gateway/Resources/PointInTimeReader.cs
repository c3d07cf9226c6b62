using Inventory.Domain.Bookings;
using Inventory.Grains.Resources;
using Inventory.Storage.Sqlite;

namespace Inventory.Gateway.Resources;

/// <summary>Reads resources as they were at a past moment, also deleted ones. A long history takes long.</summary>
public sealed class PointInTimeReader(IGrainFactory grains, IEventReader store)
{
    private const int EventsAtOnce = 1_000;

    public async Task<ResourceState> ReadAsync(Guid id, Instant asOf, CancellationToken cancellation)
    {
        // What was decided before that moment may not be durable yet: waiting for it makes the answer final.
        await grains.GetResource(id).Drain();
        var (state, mayFollow) = (ResourceState.None, true);
        while (mayFollow)
        {
            var events = await store.ReadHistoryAsync(id, state.Version, EventsAtOnce, cancellation);
            (state, mayFollow) = state.CatchUp(events.Select(e => (e.Change, e.At)), asOf);
            mayFollow &= events.Count == EventsAtOnce;
        }
        return state.At(asOf);
    }
}
