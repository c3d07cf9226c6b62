using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Grains.Availability;
using Inventory.Grains.Resources;

namespace Inventory.Grains.Bookings;

internal sealed class BookingItems(IGrainFactory grains, TimeProvider clock)
{
    private const string AllocationType = "booking";

    // All bookings hold their items in this order, so that two rivals meet at the first resource that they share.
    // Items for any resource come last, so that they do not take a resource that the booking names.
    public static IEnumerable<int> Order(Booking booking) => Enumerable.Range(0, booking.Items.Length)
        .OrderBy(i => booking.Items[i].ResourceId is null).ThenBy(i => booking.Items[i].ResourceId).ThenBy(i => booking.Items[i].ResourceType, StringComparer.Ordinal);

    /// <summary>Holds an item, or returns why it is not available. A repeat finds the first hold.</summary>
    public async Task<(BookingItem? Held, CreateBookingResult? Refusal)> HoldAsync(BookingState state, int index)
    {
        var item = state.Booking!.Items[index];
        var request = RequestOf(state, index);
        if (item.ResourceId is { } id)
        {
            var result = await grains.GetResource(id).Allocate(request);
            return result.Status switch
            {
                AllocateStatus.Allocated => (item with { AllocationId = result.Allocation!.Id }, null),
                AllocateStatus.Overlap => (null, CreateBookingResult.Overlap(index, result.Conflicts, result.Alternatives)),
                AllocateStatus.NoSuchResource => (null, CreateBookingResult.NoSuchResource(index)),
                AllocateStatus.KeyReused => throw new System.Diagnostics.UnreachableException(),
            };
        }
        var any = await grains.GetPoolAllocation(request).Allocate(request, new() { Attributes = item.Attributes ?? [] });
        return any.Status switch
        {
            PoolAllocationStatus.Allocated => (item with { ResourceId = any.ResourceId, AllocationId = any.Allocation!.Id }, null),
            PoolAllocationStatus.NoneAvailable => (null, CreateBookingResult.NoneAvailable(index, any.Alternatives)),
            PoolAllocationStatus.KeyReused or PoolAllocationStatus.NoSuchResource => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <returns>False if an item's hold is gone.</returns>
    public async Task<bool> ConfirmAsync(BookingState state)
    {
        var results = await Task.WhenAll(state.Booking!.Items.Select(item => grains.GetResource(item.ResourceId!.Value).Confirm(new()
        {
            ResourceType = item.ResourceType,
            AllocationId = item.AllocationId!.Value,
            RequestedBy = Actor(state),
            Booking = state.Booking.Id,
        })));
        return results.All(result => result.IsFirm);
    }

    public Task ReleaseAsync(BookingState state, IEnumerable<BookingItem> items) =>
        Task.WhenAll(items.Where(item => item.AllocationId is not null).Select(item => ReleaseAsync(state, item)));

    /// <summary>Frees the rest of every item's time. An item that is over, or that somebody has shortened, stays as it is.</summary>
    public Task ReturnAsync(BookingState state) => Task.WhenAll(state.Booking!.Items.Zip(state.FreeFrom!.Value, async (item, free) =>
    {
        if (free >= item.Interval.To)
            return;
        var resource = grains.GetResource(item.ResourceId!.Value);
        var found = await resource.FindAllocation(item.ResourceType, item.AllocationId!.Value);
        if (found.Allocation is not { } allocation || allocation.Interval.To <= free)
            return;
        if (allocation.Interval.From >= free)
            await ReleaseAsync(state, item);
        else
            await resource.UpdateAllocation(new() { ResourceType = item.ResourceType, AllocationId = allocation.Id, To = free, RequestedBy = Actor(state), Booking = state.Booking.Id });
    }));

    private Task<ReleaseResult> ReleaseAsync(BookingState state, BookingItem item) => grains.GetResource(item.ResourceId!.Value).Release(new()
    {
        ResourceType = item.ResourceType,
        AllocationId = item.AllocationId!.Value,
        RequestedBy = Actor(state),
        Booking = state.Booking!.Id,
    });

    private AllocateRequest RequestOf(BookingState state, int index)
    {
        var booking = state.Booking!;
        var left = booking.HoldExpiry().Microseconds - clock.Now().Microseconds;
        return new()
        {
            ResourceType = booking.Items[index].ResourceType,
            Interval = booking.Items[index].Interval,
            Details = new() { Type = AllocationType },
            Hold = TimeSpan.FromMicroseconds(Math.Max(left, 1)),
            // No client's key can look like this: an HTTP header field contains no line feed.
            Key = new($"{AllocationType}\n{booking.Id}/{index}", 0),
            RequestedBy = Actor(state),
            Booking = booking.Id,
        };
    }

    // Without the customer: the allocations belong to the booking and change only with it.
    private static Caller? Actor(BookingState state) => state.RequestedBy is { } caller ? new(caller.Actor) : null;
}
