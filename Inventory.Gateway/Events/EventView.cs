using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Events;

/// <summary>What a subscriber sees of the feed.</summary>
/// <param name="Type">Only its resources; <c>null</c> for those of all types.</param>
/// <param name="Resources">Only these; none for all of the type.</param>
/// <param name="Customer">Sees of the allocations of others only when they are; <c>null</c> sees all.</param>
public sealed record EventView(ResourceType? Type, IReadOnlyCollection<Guid> Resources, Guid? Customer)
{
    public static readonly EventView Whole = new(null, [], null);

    /// <returns><c>null</c> for an event that the subscriber does not get.</returns>
    public byte[]? FrameOf(FeedEvent @event)
    {
        if (Type is not null && !@event.IsOf(Type, Resources))
            return null;
        return Customer is { } customer ? @event.FrameFor(customer) : @event.Frame;
    }
}
