using Inventory.Domain.Allocations;
using Inventory.Gateway.Policies;
using Inventory.Grains.Policies;
using Inventory.Grains.Resources;
using Inventory.Grains.Series;
using DateTimeZone = NodaTime.DateTimeZone;
using IDateTimeZoneProvider = NodaTime.IDateTimeZoneProvider;

namespace Inventory.Gateway.Feeds;

/// <summary>Reads what feeds show.</summary>
public sealed class FeedReader(ResourceReader reader, ModifiedTimes modified, TypeRules rules, IGrainFactory grains, IDateTimeZoneProvider zones, TimeProvider clock)
{
    // The latest by start: a program that shows more is not a calendar. About 4 MB.
    public const int MaxEvents = 10_000;

    internal FeedHorizon Horizon => new(clock.Now());

    internal FeedPlace PlaceOf(Resource resource) => new(resource, ZoneOf(resource));

    /// <summary>Of a resource, by start.</summary>
    /// <returns><c>null</c> if there is no such resource.</returns>
    internal async Task<IReadOnlyList<Allocation>?> ListAsync(Resource resource, Interval window, CancellationToken cancellation)
    {
        var latest = new Queue<Allocation>();
        for (var (after, hasMore) = ((Allocation?)null, true); hasMore;)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await reader.ListAllocations(resource.Id, new() { ResourceType = resource.Type, Window = window, After = after?.Interval.From, AfterId = after?.Id, Limit = Query.MaxLimit });
            if (page.Status != AllocationPageStatus.Listed)
                return null;
            foreach (var allocation in page.Allocations)
            {
                latest.Enqueue(allocation);
                if (latest.Count > MaxEvents)
                    latest.Dequeue();
            }
            (after, hasMore) = (page.HasMore ? page.Allocations[^1] : after, page.HasMore);
        }
        return [.. latest];
    }

    /// <param name="resource">Whose allocations these are.</param>
    /// <param name="allocations">They may be seen.</param>
    /// <param name="horizon">For infinite bounds.</param>
    /// <param name="cancellation">Of the request.</param>
    internal async Task<IEnumerable<FeedEvent>> ToEventsAsync(Resource resource, IReadOnlyCollection<Allocation> allocations, FeedHorizon horizon, CancellationToken cancellation)
    {
        var place = PlaceOf(resource);
        var version = (await reader.ListAllocations(resource.Id, new() { ResourceType = resource.Type, Window = Interval.Always, Limit = 1 })).Version;
        var times = await modified.ReadAsync(resource.Id, allocations.Select(allocation => allocation.Version).Append(version), cancellation);
        var events = new List<FeedEvent>();
        foreach (var group in allocations.GroupBy(allocation => allocation.Series))
        {
            var series = group.Key is { } id && group.Skip(1).Any() ? await grains.GetSeries(id).Describe() : null;
            events.AddRange(series is not null && zones.GetZoneOrNull(series.Parts[0].Rule.TimeZone) is { } zone
                ? new SeriesEvents(series, zone, ToEvent, version).Of(group)
                : group.Select(ToEvent));
        }
        return events;

        FeedEvent ToEvent(Allocation allocation) => FeedEvent.Of(allocation, place, times.GetValueOrDefault(allocation.Version, allocation.Created), horizon);
    }

    /// <summary>When the resource is closed, in the window.</summary>
    internal IEnumerable<Interval> ClosedIn(Resource resource, Interval window) => ClosedTimes.In(rules.Of(resource), window);

    /// <summary>Their union, by start: it does not tell how many there are.</summary>
    internal static IEnumerable<Interval> Merge(IEnumerable<Interval> times)
    {
        Interval? last = null;
        foreach (var next in times.OrderBy(time => time.From))
        {
            if (last is { } open && next.From <= open.To)
            {
                last = new(open.From, next.To > open.To ? next.To : open.To);
                continue;
            }
            if (last is { } done)
                yield return done;
            last = next;
        }
        if (last is { } end)
            yield return end;
    }

    private DateTimeZone? ZoneOf(Resource resource) => rules.Of(resource).Policy is var policy ? policy.Hours?.Zone ?? policy.SlotZone : null;
}
