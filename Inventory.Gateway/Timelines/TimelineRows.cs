using System.Collections.Frozen;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Gateway.Policies;
using Inventory.Grains.Policies;
using Inventory.Grains.Resources;
using Microsoft.Extensions.Caching.Memory;

namespace Inventory.Gateway.Timelines;

/// <summary>
/// Renders a row once for each version of its resource and window, not for each caller. The resource confirms its version before each use, so a row is never stale.
/// </summary>
public sealed class TimelineRows(ResourceReader reader, TypeRules rules) : IDisposable
{
    // About 400 bytes an allocation.
    private const long MaxBytes = 128 * 1024 * 1024;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _rows = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <param name="resource">As the registry shows it.</param>
    /// <param name="type">The name of its type.</param>
    /// <param name="window">Of the allocations.</param>
    /// <param name="own">The ids of the customer who reads, and of its bookings: of the allocations of others it sees only when they are. <c>null</c> for staff, who sees all.</param>
    /// <returns><c>null</c> if there is no such resource any more.</returns>
    public async ValueTask<byte[]?> RenderAsync(Resource resource, string type, Interval window, IReadOnlySet<Guid>? own)
    {
        var key = (resource.Id, window, IsForCustomer: own is not null);
        var known = _rows.Get<Row>(key) is { } row && row.Resource == resource.Version && (own is null || !row.Owners.Overlaps(own)) ? row : null;
        var request = new ListAllocationsRequest { ResourceType = type, Window = window, Limit = Query.MaxLimit, KnownVersion = known?.Version };
        var page = await reader.ListAllocations(resource.Id, request);
        if (page.Status == AllocationPageStatus.NoSuchResource)
            return null;
        if (page.Status == AllocationPageStatus.Unchanged)
            return known!.Json;
        var (version, hasHolds) = (page.Version, page.HasHolds);
        var allocations = page.Allocations.ToList();
        while (page is { Status: AllocationPageStatus.Listed, HasMore: true })
        {
            page = await reader.ListAllocations(resource.Id, request with { After = allocations[^1].Interval.From, AfterId = allocations[^1].Id, KnownVersion = null });
            allocations.AddRange(page.Allocations);
            hasHolds |= page.HasHolds;
        }
        var json = Render(resource, type, version, allocations, own, ClosedIn(resource, window), rules.Of(resource).Policy.Turnaround?.Around(allocations));
        // Holds end without a new version, and what the caller owns is not for others.
        if (!hasHolds && (own is null || !allocations.Exists(allocation => IsIn(own, allocation))))
            _rows.Set(key, new Row(version, resource.Version, json, allocations.Select(OwnerOf).OfType<Guid>().ToFrozenSet()), new MemoryCacheEntryOptions { Size = json.Length, SlidingExpiration = Idle });
        return json;
    }

    public void Dispose() => _rows.Dispose();

    private static byte[] Render(
        Resource resource, string type, long version, List<Allocation> allocations, IReadOnlySet<Guid>? own, IEnumerable<Interval> closed, IEnumerable<Interval>? turnaround) => ApiResponse.ToBytes(
        new TimelineRowResponse
        {
            Resource = Resources.ResourceResponse.Of(resource),
            Version = version,
            Allocations = [.. allocations.Select(a => IConflictResponse.Of(a, resource.Id, type, isForCustomer: own is not null && !IsIn(own, a)))],
            Closed = [.. closed.Select(IntervalResponse.Of)],
            Turnaround = resource.Units > 0 ? null : turnaround?.Select(IntervalResponse.Of).ToList(),
        },
        TimelineJson.Default.TimelineRowResponse);

    private IEnumerable<Interval> ClosedIn(Resource resource, Interval window) =>
        window.Length > OpeningTimes.MaxDays * TimeSpan.MicrosecondsPerDay ? [] : ClosedTimes.In(rules.Of(resource), window);

    private static Guid? OwnerOf(Allocation allocation) => allocation.Owner ?? allocation.Booking;

    private static bool IsIn(IReadOnlySet<Guid> own, Allocation allocation) => OwnerOf(allocation) is { } owner && own.Contains(owner);

    private sealed record Row(long Version, long Resource, byte[] Json, FrozenSet<Guid> Owners);
}
