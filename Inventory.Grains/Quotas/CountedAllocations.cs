using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;
using Inventory.Domain.Quotas;
using Inventory.Grains.Resources;

namespace Inventory.Grains.Quotas;

/// <summary>
/// What the resources have of the allocations that are counted. Operators release allocations, delete resources and shorten times without the grains that count:
/// before these refuse, they ask here. A booking tells them itself.
/// </summary>
internal sealed class CountedAllocations(IGrainFactory grains, TimeProvider clock)
{
    /// <returns>Those that are there, as they are.</returns>
    public async Task<ImmutableArray<QuotaEntry>> FindAsync(ImmutableArray<QuotaEntry> entries)
    {
        var ids = entries.Select(entry => entry.Id).ToHashSet();
        return [.. (await Task.WhenAll(entries.Select(entry => entry.IsSeries ? FindSeriesAsync(entry, ids) : FindAsync(entry)))).OfType<QuotaEntry>()];
    }

    // An occurrence that was moved by itself counts by itself.
    private async Task<QuotaEntry?> FindSeriesAsync(QuotaEntry entry, HashSet<Guid> others)
    {
        var moves = entry.MovesUnderWay(clock.Now()).ToImmutableArray();
        if (entry.Items.Concat(moves.SelectMany(move => move.Items)).FirstOrDefault() is not { } item)
            return null;
        try
        {
            var found = await grains.GetResource(entry.Resource!.Value).ListSeries(item.ResourceType, entry.Id);
            var items = QuotaItems.Of(item.ResourceType, found.Where(allocation => !others.Contains(allocation.Id)));
            return items.IsEmpty && moves.IsEmpty ? null : entry with { Items = items, Moves = moves };
        }
        catch (ResourceDamagedException)
        {
            return entry;
        }
    }

    private async Task<QuotaEntry?> FindAsync(QuotaEntry entry)
    {
        var now = clock.Now();
        if (entry.IsBooking)
            return entry;
        var isUnderWay = entry.IsUnderWay(now) && now < entry.Expires;
        if (entry is { Resource: null, Items: [var any, ..] } && await FindForTypeAsync(entry.Id, any.ResourceType) is var (isOpen, granting))
            return isOpen ? entry : granting is null ? null : await FindAsync(entry with { Resource = granting });
        if (entry.Resource is not { } resource || entry.Items.Concat(entry.MovesUnderWay(now).SelectMany(move => move.Items)).FirstOrDefault() is not { } item)
            return isUnderWay ? entry : null;
        try
        {
            var found = (await grains.GetResource(resource).FindAllocation(item.ResourceType, entry.Id)).Allocation
                ?? ((await grains.GetResource(resource).FindWaiting(item.ResourceType, entry.Id))?.Entry is { Stage: AllocationStage.Waiting } waiting ? waiting with { Expires = Instant.PlusInfinity } : null);
            // One that is bound late stands on another resource perhaps, under the same id.
            found ??= (await grains.AskLateAsync(item.ResourceType, entry.Id, place => grains.GetResource(place).FindAllocation(item.ResourceType, entry.Id), static answer => !answer.IsFound))?.Answer.Allocation;
            if (found is null)
                return isUnderWay ? entry : null;
            var isCounted = !found.Overrides.HasFlag(RuleOverrides.Quota);
            return entry with
            {
                Items = isCounted ? [item with { Time = found.Interval, Units = Math.Max(1, found.Units) }] : [],
                Moves = [.. entry.MovesUnderWay(now)],
                Until = found.Interval.To,
                Expires = found.Expires,
                Version = found.Version,
            };
        }
        catch (ResourceDamagedException)
        {
            return entry;
        }
    }

    // Waits for any of a type, or was granted on one.
    private async Task<(bool IsOpen, Guid? Resource)?> FindForTypeAsync(Guid entry, string type) =>
        await grains.GetWaitingList(type).Find(entry) is { } found ? (found.Waiting.Entry.Stage is AllocationStage.Waiting or AllocationStage.Offered, found.Resource) : null;
}

internal static class QuotaItems
{
    /// <summary>Those of the allocations that quotas count.</summary>
    public static ImmutableArray<QuotaItem> Of(string type, IEnumerable<Allocation> allocations) =>
        [.. allocations.Where(allocation => !allocation.Overrides.HasFlag(RuleOverrides.Quota)).Select(allocation => new QuotaItem(type, allocation.Interval, Math.Max(1, allocation.Units)))];
}
