using Inventory.Domain.Allocations;
using Inventory.Grains.Configuration;
using Inventory.Grains.Policies;
using Inventory.Grains.Resources;
using Microsoft.Extensions.Options;

namespace Inventory.Grains.Availability;

// Reads the commits while it is used; when it is idle Orleans deactivates it, and it costs writers nothing.
// Not reentrant: one call at a time updates the index.
[GrainType("availability")]
public sealed class AvailabilityGrain(IStore store, TypeRules rules, TimeProvider clock, IOptions<LimitsOptions> limits) : Grain, IAvailabilityGrain
{
    private static readonly TimeSpan CatchUpEvery = TimeSpan.FromMilliseconds(250);

    private const int EventsAtOnce = 4_096;

    private AvailabilityIndex _index = null!;

    private string Type => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _index = new AvailabilityIndex(Type, await store.LoadBusyIntervalsAsync(Type, cancellationToken), rules);
        this.RegisterGrainTimer(CatchUpAsync, new GrainTimerCreationOptions(CatchUpEvery, CatchUpEvery));
    }

    public async Task<ResourcePage> FindAvailable(FindAvailableRequest request)
    {
        await CatchUpAsync(CancellationToken.None);
        var found = _index.FindAvailable(request with { Limit = request.Limit + 1 }, clock.Now());
        var (page, hasMore) = found.Page(request.Limit, static resource => resource.CountBytes());
        return new([.. page], hasMore);
    }

    public async Task<FreeTimePage> FindEarliest(Interval window, string? allocationType, ImmutableArray<AttributeFilter> attributes, int? limit, int units)
    {
        await CatchUpAsync(CancellationToken.None);
        if (!window.From.IsFinite || !window.To.IsFinite)
            return FreeTimePage.Of([], hasMore: false);
        return FreeTimePage.Of(_index.FindEarliest(window, allocationType, attributes, clock.Now(), limit ?? limits.Value.Alternatives, units), hasMore: false);
    }

    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        while (_index.Seq < store.LastSeq)
        {
            var page = await store.ReadEventsAsync(_index.Seq, EventsAtOnce, cancellation);
            // Committed events can wait for the transaction of another process; a search does not wait for them.
            if (page.Count == 0)
                return;
            foreach (var next in page)
                _index.CatchUp(next);
        }
    }
}
