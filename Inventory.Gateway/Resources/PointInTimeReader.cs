using Inventory.Domain.Bookings;
using Inventory.Grains.Resources;
using Microsoft.Extensions.Caching.Memory;

namespace Inventory.Gateway.Resources;

/// <summary>
/// Reads resources as they were at a past moment, also deleted ones. A long history takes long the first time; later reads begin at the last
/// snapshot before the moment.
/// </summary>
public sealed class PointInTimeReader(IGrainFactory grains, IEventReader store) : IDisposable
{
    private const int EventsAtOnce = 1_024;

    // About 130,000 events.
    private const int MaxBytes = 64 * 1024 * 1024;

    private readonly MemoryCache _snapshots = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    public async Task<ResourceState> ReadAsync(Guid id, Instant asOf, CancellationToken cancellation)
    {
        // What was decided before that moment may not be durable yet: waiting for it makes the answer final.
        await grains.GetResource(id).Drain();
        var stored = _snapshots.Get<Snapshots>(id) ?? Snapshots.None;
        var known = stored;
        var (state, mayFollow) = (known.Before(asOf), true);
        while (mayFollow)
        {
            var events = await store.ReadHistoryAsync(id, state.Version, EventsAtOnce, cancellation);
            (state, mayFollow) = state.CatchUp(events.Select(e => (e.Change, e.At)), asOf);
            mayFollow &= events.Count == EventsAtOnce;
            if (mayFollow)
                known = known.With(state, events);
        }
        if (known != stored && known.Bytes <= MaxBytes)
            _snapshots.Set(id, known, new MemoryCacheEntryOptions { Size = known.Bytes });
        return state.At(asOf);
    }

    public void Dispose() => _snapshots.Dispose();
}
