using Inventory.Domain.Allocations.Judgements;
using Inventory.Grains.Policies;

namespace Inventory.Grains.Resources;

/// <summary>What other resources have that decide with this one: the parts of a whole, and wholes that wait. Those whose grains are in this process are read there; of others, a copy follows their history.</summary>
/// <remarks>Not thread-safe: one grain uses it, and its turns may interleave at every <c>await</c>.</remarks>
internal sealed class PartStates(IStore store, LocalResourceCache localResources, IGrainFactory grains, TypeRules rules)
{
    private const int EventsAtOnce = 1_000;

    private readonly Dictionary<Guid, ResourceState> _copies = [];

    /// <summary>At least as new as every answer that any of them gave before the call.</summary>
    public async Task<ImmutableArray<PartCalendar>> ReadAsync(ImmutableArray<Guid> parts, Instant now)
    {
        var states = await Task.WhenAll(parts.Select(part => ReadAsync(part, now).AsTask()));
        return [.. states.Zip(parts, (state, part) => CalendarOf(state, part, now))];
    }

    /// <summary>Of this version, or a later one.</summary>
    public async ValueTask<ResourceState> GetAsync(Guid part, long version)
    {
        if (localResources.Find(part) is { } local && local.Version >= version)
            return local;
        var copy = _copies.TryGetValue(part, out var known) && known.Version <= version ? known : (await store.LoadResourceAsync(part, CancellationToken.None))?.ToState(RetentionPeriod.Default) ?? ResourceState.None;
        while (copy.Version < version)
        {
            var events = await store.ReadHistoryAsync(part, copy.Version, EventsAtOnce, CancellationToken.None);
            if (events.Count == 0)
                throw new StoreUnavailableException($"The store does not have version {version} of resource {part}.");
            copy = events.Aggregate(copy, static (state, next) => state.Apply(next.Change, next.At));
        }
        return _copies[part] = copy;
    }

    private PartCalendar CalendarOf(ResourceState state, Guid part, Instant now) => new(part, state.At(now).Calendar, rules.Of(state.Resource).Policy.Turnaround);

    public Rules RulesOf(ResourceState state) => rules.Of(state.Resource);

    // Whoever waits for a part has what the clock has freed before anybody sees it free.
    private async ValueTask<ResourceState> ReadAsync(Guid part, Instant now) =>
        localResources.Find(part) is { } local && !local.IsGrantDue(now) ? local : await GetAsync(part, await grains.GetResource(part).ReadVersion());
}
