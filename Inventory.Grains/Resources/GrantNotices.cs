using Inventory.Domain.Allocations;
using Inventory.Grains.Webhooks;

namespace Inventory.Grains.Resources;

/// <summary>
/// Says what a resource has granted: to the list of the type, which decides whether an offer counts, and to webhooks. What does not arrive is said again when the resource is
/// tidied, also after a crash, so that everything arrives at least once.
/// </summary>
internal sealed class GrantNotices(Guid id, IGrainFactory grains, WebhookPublisher webhooks, TimeProvider clock)
{
    private readonly HashSet<(Guid Entry, long Version)> _published = [];

    public void Send(ResourceState state) => SendAsync(state).Ignore();

    private async Task SendAsync(ResourceState state)
    {
        foreach (var allocation in state.Calendar.Overlapping(Interval.Always))
        {
            if (allocation.Stage == AllocationStage.Offered)
                await grains.GetWaitingList(state.Resource!.Type).Offer(id, allocation.Id);
            if (allocation is { Stage: AllocationStage.Granted, Whole: null } && _published.Add((allocation.Id, allocation.Version)))
                await PublishAsync(allocation, state.Resource!);
        }
    }

    private async Task PublishAsync(Allocation granted, Resource resource)
    {
        try
        {
            await webhooks.PublishAsync(granted, resource, clock.Now());
        }
        catch
        {
            _published.Remove((granted.Id, granted.Version));
            throw;
        }
    }
}
