using Inventory.Domain.Allocations;
using Inventory.Gateway.Resources;
using Inventory.Grains.Resources;

namespace Inventory.Gateway.Users;

/// <summary>Finds the allocations of a user. Searches all events, which takes seconds if there are millions.</summary>
public sealed class UserAllocations(IEventReader store, ResourceReader reader, ResourceTypes types)
{
    private const int Page = 1_000;

    public async Task<(List<(RecordedEvent Event, ResourceType Type)> Events, List<(Allocation Allocation, Guid ResourceId, ResourceType Type)> Allocations)> ReadAsync(
        Guid user, CancellationToken cancellation)
    {
        var events = new List<(RecordedEvent Event, ResourceType Type)>();
        for (var (after, hasMore) = (0L, true); hasMore;)
        {
            var page = await store.ReadEventsOfAsync(user, after, Page, cancellation);
            foreach (var next in page)
                if (types.All.FirstOrDefault(type => type.Name == next.ResourceType) is { } type)
                    events.Add((next, type));
            (after, hasMore) = (page.Count > 0 ? page[^1].Seq : after, page.Count == Page);
        }
        var allocations = new List<(Allocation, Guid, ResourceType)>();
        foreach (var (id, type) in events.Select(e => (e.Event.ResourceId, e.Type)).Distinct())
            allocations.AddRange((await ListAsync(id, type, user)).Select(allocation => (allocation, id, type)));
        return (events, allocations);
    }

    private async Task<List<Allocation>> ListAsync(Guid resource, ResourceType type, Guid user)
    {
        var found = new List<Allocation>();
        for (var (after, hasMore) = ((Instant?)null, true); hasMore;)
        {
            // A customer gets only its own allocations, so ask as the customer that the user is or was.
            var page = await reader.ListAllocations(resource, new()
            {
                ResourceType = type.Name,
                Window = Interval.Always,
                After = after,
                Limit = Page,
                RequestedBy = new(Caller.ActorOf(user), user),
            });
            if (page.Status != AllocationPageStatus.Listed)
                return found;
            found.AddRange(page.Allocations);
            (after, hasMore) = (page.HasMore ? page.Allocations[^1].Interval.From : after, page.HasMore);
        }
        return found;
    }
}
