using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Policies;
using Inventory.Domain.Quotas;
using Inventory.Domain.Series;
using Inventory.Grains.Quotas;
using Inventory.Grains.Resources;

namespace Inventory.Grains.Series;

/// <summary>Changes the occurrences of a series on its resource. If it is a customer's, all of them count before the resource decides, and afterwards those that there are.</summary>
internal sealed class SeriesChanges(IGrainFactory grains, AllocationSeries series)
{
    private IResourceGrain Resource => grains.GetResource(series.ResourceId);

    private ICustomerQuotaGrain? Customer => series.Customer is { } customer ? grains.GetCustomerQuotas(customer) : null;

    /// <param name="changes">In this order, until one is refused.</param>
    /// <param name="limits">Of the customer that asks; <c>null</c> for operators.</param>
    /// <returns>The result of the last change, or why the customer may not have them.</returns>
    public async Task<(ChangeSeriesResult? Result, ReserveQuotaResult? Limit)> MakeAsync(IReadOnlyList<ChangeSeriesRequest> changes, SeriesLimits? limits)
    {
        var change = Guid.NewGuid();
        var isPreview = changes.Any(one => one.IsPreview);
        if (Customer is { } customer && changes.Any(one => !one.Overrides.HasFlag(RuleOverrides.Quota)))
        {
            var before = await ListAsync();
            var after = changes.Aggregate(before.ToDictionary(one => one.Id, one => one), Apply);
            var reserved = await customer.ReserveSeries(new()
            {
                Id = series.Id, Change = change, Resource = series.ResourceId, Before = ItemsOf(before), After = ItemsOf(after.Values), Limits = limits, IsPreview = isPreview, Allocations = [.. before.Select(one => one.Id)],
            });
            if (reserved.Status != ReserveQuotaStatus.Admitted)
                return (null, reserved);
        }
        var result = new ChangeSeriesResult(ChangeSeriesStatus.Changed);
        foreach (var one in changes)
            if ((result = await Resource.ChangeSeries(one)).Status != ChangeSeriesStatus.Changed)
                break;
        if (!isPreview && Customer is { } counted)
        {
            var left = await ListAsync();
            await counted.EndSeriesChange(series.Id, change, ItemsOf(left), [.. left.Select(one => one.Id)]);
        }
        return (result, null);
    }

    private Task<ImmutableArray<Allocation>> ListAsync() => Resource.ListSeries(series.ResourceType, series.Id);

    private ImmutableArray<QuotaItem> ItemsOf(IEnumerable<Allocation> allocations) => QuotaItems.Of(series.ResourceType, allocations);

    private static Dictionary<Guid, Allocation> Apply(Dictionary<Guid, Allocation> before, ChangeSeriesRequest change)
    {
        foreach (var released in change.Released)
            before.Remove(released);
        foreach (var move in change.Moved)
            if (before.TryGetValue(move.Allocation, out var moved))
                before[move.Allocation] = moved with { Interval = move.To.Interval, Units = change.KeepsDetails ? moved.Units : change.Units };
        foreach (var added in change.Added)
            before[Guid.NewGuid()] = new(change.Details, Guid.Empty, added.Interval, created: default, version: 0) { Units = change.Units };
        return before;
    }
}
