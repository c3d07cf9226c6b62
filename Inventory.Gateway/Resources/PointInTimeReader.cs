using Inventory.Domain.Bookings;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Storage.Sqlite;

namespace Inventory.Gateway.Resources;

/// <summary>Resources as they were known to be at a moment, deleted ones too. Reads the history up to then: the longer it is, the longer that takes.</summary>
public sealed class PointInTimeReader(IGrainFactory grains, IEventReader store)
{
    private const int EventsAtOnce = 1_000;

    /// <param name="id">The resource.</param>
    /// <param name="asOf">A moment that has passed.</param>
    /// <param name="cancellation">Looked at for each event.</param>
    public async Task<ResourceState> ReadAsync(Guid id, Instant asOf, CancellationToken cancellation)
    {
        // What is decided from now on is decided after that moment. What was decided before it may not be durable yet: to wait for that makes the answer final.
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
