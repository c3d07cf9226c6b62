using System.Runtime.CompilerServices;
using Inventory.Domain.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Gateway.Security;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Users;

/// <summary>Finds the events and allocations of a user, a page at a time.</summary>
public sealed class UserAllocations(IEventReader store, ResourceReader reader, ResourceTypes types, TimeProvider clock)
{
    // A page is written without a pause: with a thousand, other requests wait for it.
    private const int Page = 100;

    // After a page, in times of its own: a long list leaves most of a processor to others.
    private const int Pause = 4;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Oldest first.</summary>
    public async IAsyncEnumerable<(RecordedEvent Event, ResourceType Type)> ReadEventsAsync(Guid user, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var (after, hasMore) = (0L, true); hasMore;)
        {
            var begin = clock.GetTimestamp();
            var page = await store.ReadEventsOfAsync(user, after, Page, cancellation);
            foreach (var next in page)
                if (Find(next.ResourceType) is { } type)
                    yield return (next, type);
            (after, hasMore) = (page.Count > 0 ? page[^1].Seq : after, page.Count == Page);
            if (hasMore)
                await clock.RestAsync(begin, Pause, LongestPause, cancellation);
        }
    }

    public async IAsyncEnumerable<(Allocation Allocation, Guid ResourceId, ResourceType Type)> ReadAsync(Guid user, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var seen = new HashSet<Guid>();
        await foreach (var (resource, type) in ListResourcesAsync(user, cancellation))
            if (seen.Add(resource))
                await foreach (var allocation in ListAsync(resource, type, user, cancellation))
                    yield return (allocation, resource, type);
    }

    /// <summary>That have events of the user; each perhaps more than once.</summary>
    private async IAsyncEnumerable<(Guid Resource, ResourceType Type)> ListResourcesAsync(Guid user, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var archived in await store.ListArchivedResourcesOfAsync(user, cancellation))
            if (Find(archived.Type) is { } type)
                yield return (archived.Id, type);
        await foreach (var (next, type) in ReadEventsAsync(user, cancellation))
            yield return (next.ResourceId, type);
    }

    private ResourceType? Find(string type) => types.All.FirstOrDefault(known => known.Name == type);

    private async IAsyncEnumerable<Allocation> ListAsync(Guid resource, ResourceType type, Guid user, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (after, hasMore) = ((Allocation?)null, true); hasMore;)
        {
            cancellation.ThrowIfCancellationRequested();
            var begin = clock.GetTimestamp();
            // A customer gets only its own allocations, so ask as the customer that the user is or was.
            var page = await reader.ListAllocations(resource, new()
            {
                ResourceType = type.Name,
                Window = Interval.Always,
                After = after?.Interval.From,
                AfterId = after?.Id,
                Limit = Page,
                RequestedBy = new(Caller.ActorOf(user), user),
            });
            if (page.Status != AllocationPageStatus.Listed)
                yield break;
            foreach (var allocation in page.Allocations)
                yield return allocation;
            (after, hasMore) = (page.HasMore ? page.Allocations[^1] : after, page.HasMore);
            if (hasMore)
                await clock.RestAsync(begin, Pause, LongestPause, cancellation);
        }
    }
}
