using Inventory.Domain.Allocations;
using Inventory.Domain.Time;
using Inventory.Grains.Configuration;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Microsoft.Extensions.Options;

namespace Inventory.Grains.Availability;

/// <inheritdoc cref="IAvailabilityGrain"/>
/// <remarks>
/// While it is in use it follows the commits; when nobody has searched for a while it is collected, and writers then pay nothing for it. Not reentrant: the
/// index is brought up to date by one call at a time.
/// </remarks>
[GrainType("availability")]
public sealed class AvailabilityGrain(IStore store, TimeProvider clock, IOptions<LimitsOptions> limits) : Grain, IAvailabilityGrain
{
    /// <summary>Often enough that a search finds little left to follow, seldom enough to cost nothing.</summary>
    private static readonly TimeSpan FollowEvery = TimeSpan.FromMilliseconds(250);

    private const int EventsAtOnce = 4_096;

    private AvailabilityIndex _index = null!;

    private string Type => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _index = new AvailabilityIndex(Type, await store.LoadBusyIntervalsAsync(Type, cancellationToken));
        this.RegisterGrainTimer(FollowAsync, new GrainTimerCreationOptions(FollowEvery, FollowEvery));
    }

    public async Task<ResourcePage> FindAvailable(FindAvailableRequest request)
    {
        await FollowAsync(CancellationToken.None);
        var found = _index.Free(request.Window, request.After, request.Limit + 1, clock.Now());
        return new([.. found.Take(request.Limit)], HasMore: found.Count > request.Limit);
    }

    public async Task<FreeTimePage> FindEarliest(Interval window)
    {
        await FollowAsync(CancellationToken.None);
        if (!window.From.IsFinite || !window.To.IsFinite)
            return FreeTimePage.Of([], hasMore: false);
        var length = TimeSpan.FromMicroseconds(window.To.Microseconds - window.From.Microseconds);
        return FreeTimePage.Of(_index.EarliestFree(window.From, length, clock.Now(), limits.Value.Alternatives), hasMore: false);
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        while (_index.Seq < store.LastSeq)
        {
            var page = await store.ReadEventsAsync(_index.Seq, EventsAtOnce, cancellation);
            // What is durable and not told yet waits for another process' transaction. A search does not.
            if (page.Count == 0)
                return;
            foreach (var next in page)
                _index.CatchUp(next);
        }
    }
}
