using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Policies;
using Inventory.Grains.Availability;
using Inventory.Grains.Resources;

namespace Inventory.Grains.Bookings;

internal sealed class BookingItems(IGrainFactory grains, TimeProvider clock)
{
    private const string AllocationType = "booking";

    // All bookings hold their items in this order, so that two rivals meet at the first resource that they share.
    // Items for any resource come last, so that they do not take a resource that the booking names.
    public static IEnumerable<ImmutableArray<int>> Order(Booking booking) => booking.Items.Groups().Select(indexes => (Indexes: indexes, First: booking.Items[indexes[0]]))
        .OrderBy(one => one.First.ResourceId is null).ThenBy(one => one.First.ResourceId).ThenBy(one => one.First.ResourceType, StringComparer.Ordinal).Select(one => one.Indexes);

    /// <summary>Holds an item, or all occurrences of a series, or returns why they are not available. A repeat finds the first hold.</summary>
    public async Task<(ImmutableArray<BookingItem> Held, CreateBookingResult? Refusal)> HoldAsync(BookingState state, ImmutableArray<int> indexes)
    {
        var first = state.Booking!.Items[indexes[0]];
        if (first.Series is not null)
            return await new BookedSeries(grains.GetResource(first.ResourceId!.Value), state.Booking.Items, indexes).HoldAsync([.. indexes.Select(index => RequestOf(state, index))]);
        var (held, refusal) = await HoldAsync(indexes[0], first, RequestOf(state, indexes[0]));
        return (held is null ? [] : [held], refusal);
    }

    private async Task<(BookingItem? Held, CreateBookingResult? Refusal)> HoldAsync(int index, BookingItem item, AllocateRequest request)
    {
        if (item is { Grant: { } grant, ResourceId: { } granting })
            return await AcceptAsync(index, item, granting, grant, request);
        if (item.ResourceId is { } id)
        {
            var result = await grains.GetResource(id).Allocate(request);
            return result.Status switch
            {
                AllocateStatus.Allocated => (item with { AllocationId = result.Allocation!.Id, NeedsApproval = result.Allocation.IsRequested }, null),
                AllocateStatus.Refused => (null, CreateBookingResult.Refused(index, result.Judgement)),
                AllocateStatus.NoSuchResource => (null, CreateBookingResult.NoSuchResource(index)),
                AllocateStatus.KeyReused => throw new System.Diagnostics.UnreachableException(),
            };
        }
        var any = await grains.GetPoolAllocation(request).Allocate(request, new() { Attributes = item.Attributes ?? [] });
        return any.Status switch
        {
            PoolAllocationStatus.Allocated => (item with { ResourceId = any.ResourceId, AllocationId = any.Allocation!.Id, NeedsApproval = any.Allocation.IsRequested }, null),
            PoolAllocationStatus.NoneAvailable => (null, CreateBookingResult.NoneAvailable(index, any.Alternatives)),
            PoolAllocationStatus.Refused => (null, CreateBookingResult.Refused(index, any.Judgement)),
            PoolAllocationStatus.KeyReused or PoolAllocationStatus.NoSuchResource or PoolAllocationStatus.OverQuota => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<(BookingItem? Held, CreateBookingResult? Refusal)> AcceptAsync(int index, BookingItem item, Guid resource, Guid entry, AllocateRequest request)
    {
        var result = await grains.GetResource(resource).ChangeWaiting(new()
        {
            ResourceType = item.ResourceType,
            EntryId = entry,
            Action = WaitingAction.Accept,
            RequestedBy = request.RequestedBy,
            Booking = request.Booking,
            BookingExpires = clock.Now().Plus((long)request.Hold!.Value.TotalMicroseconds),
        });
        return result.Status == ChangeWaitingStatus.Changed && result.Entry!.Booking == request.Booking
            ? (item with { AllocationId = entry, NeedsApproval = result.Entry.IsRequested }, null)
            : (null, CreateBookingResult.GrantExpired(index));
    }

    /// <returns>Whether an item still waits for somebody to approve it.</returns>
    public async Task<bool> AwaitApprovalAsync(BookingState state)
    {
        var waiting = state.Booking!.Items.Where(item => item.NeedsApproval).Select(item => grains.GetResource(item.ResourceId!.Value).FindAllocation(item.ResourceType, item.AllocationId!.Value));
        return (await Task.WhenAll(waiting)).Any(found => found.Allocation?.IsRequested == true);
    }

    /// <returns>The items as they are confirmed; <c>null</c> if an item's hold is gone.</returns>
    public async Task<ImmutableArray<BookingItem>?> ConfirmAsync(BookingState state)
    {
        ConfirmResult[] results = [.. (await Task.WhenAll(state.Booking!.Items.Groups().Select(indexes => ConfirmAsync(state, indexes)))).SelectMany(group => group)];
        return results.All(result => result.IsFirm) ? [.. state.Booking.Items.Zip(results, (item, result) => item.Expect(result.Allocation, clock.Now()))] : null;
    }

    /// <summary>An item whose check-in is over. The resource records it first, so that no clock of another node decides otherwise later.</summary>
    public async Task<BookingItem> JudgeCheckInAsync(BookingItem item)
    {
        var resource = grains.GetResource(item.ResourceId!.Value);
        await resource.Tidy();
        return item.Judge((await resource.FindAllocation(item.ResourceType, item.AllocationId!.Value)).Allocation, clock.Now());
    }

    /// <summary>The items, those that were changed with their new check-ins.</summary>
    public async Task<ImmutableArray<BookingItem>> ExpectChangedAsync(BookingState state)
    {
        var items = state.Booking!.Items;
        foreach (var index in state.Change!.Items.Select(change => change.Index).Where(index => items[index].Quote.NoShow is not null))
        {
            var found = await grains.GetResource(items[index].ResourceId!.Value).FindAllocation(items[index].ResourceType, items[index].AllocationId!.Value);
            items = items.SetItem(index, items[index].Expect(found.Allocation, clock.Now()));
        }
        return items;
    }

    public Task ReleaseAsync(BookingState state, IEnumerable<BookingItem> items) =>
        Task.WhenAll(items.Where(item => item.AllocationId is not null).GroupBy(item => item.ResourceId!.Value).Select(async group =>
        {
            var all = new DecideAllRequest { Operations = [.. group.Select(item => new AllocationOperation { Release = ReleaseOf(state, item) })], IsAtomic = true };
            if (all.Operations is [{ Release: { } one }])
                await grains.GetResource(group.Key).Release(one);
            // In one commit, unless some are gone already.
            else if ((await grains.GetResource(group.Key).DecideAll(all)).Status != DecideAllStatus.Decided)
                await grains.GetResource(group.Key).DecideAll(all with { IsAtomic = false });
        }));

    private async Task<IEnumerable<ConfirmResult>> ConfirmAsync(BookingState state, ImmutableArray<int> indexes)
    {
        var items = indexes.Select(index => state.Booking!.Items[index]).ToList();
        var resource = grains.GetResource(items[0].ResourceId!.Value);
        var requests = items.ConvertAll(item => new ConfirmRequest { ResourceType = item.ResourceType, AllocationId = item.AllocationId!.Value, RequestedBy = Actor(state), Booking = state.Booking!.Id });
        if (requests is [var one])
            return [await resource.Confirm(one)];
        var all = await resource.DecideAll(new() { Operations = [.. requests.Select(request => new AllocationOperation { Confirm = request })], IsAtomic = true });
        return all.Results.Select(result => result.Confirm!);
    }

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
        {
            await ReleaseAsync(state, item);
            return;
        }
        // Whoever brings something back has appeared.
        if (allocation.CheckIn is not null)
            await resource.Attend(new() { ResourceType = item.ResourceType, AllocationId = allocation.Id, IsLeaving = false, RequestedBy = Actor(state) });
        await resource.UpdateAllocation(new() { ResourceType = item.ResourceType, AllocationId = allocation.Id, To = free, RequestedBy = Actor(state), Booking = state.Booking.Id });
    }));

    /// <summary>Takes everything new beside the old, or returns why something is not available.</summary>
    /// <returns>The new allocations, by the index of the item.</returns>
    public async Task<(Dictionary<int, BookingItem> Taken, CreateBookingResult? Refusal)> TakeAsync(BookingState state)
    {
        var taken = new Dictionary<int, BookingItem>();
        foreach (var change in state.Change!.Items.OrderBy(change => change.ResourceId is null).ThenBy(change => change.ResourceId))
        {
            var item = state.Booking!.Items[change.Index];
            if (change.IsGrowth(item))
            {
                if (Refusal(change.Index, await MoveAsync(state, item, change.Both(item), change.Interval)) is { } taller)
                    return (taken, taller);
                continue;
            }
            var (held, refusal) = await TakeAsync(state, change);
            if (held is null)
                return (taken, refusal);
            taken[change.Index] = held;
        }
        return (taken, null);
    }

    /// <returns>Why the change is not available, or <c>null</c>.</returns>
    public async Task<CreateBookingResult?> PreviewAsync(BookingState state, BookingItemChange change)
    {
        var item = state.Booking!.Items[change.Index];
        if (change.ResourceId is not { } id)
            return await PreviewAnyAsync(change.Index, RequestOf(state, change), change.Attributes);
        return Refusal(change.Index, await grains.GetResource(id).Preview(RequestOf(state, change), id == item.ResourceId ? item.AllocationId : null));
    }

    /// <returns>Why an item of a new booking is not available, or <c>null</c>.</returns>
    public async Task<CreateBookingResult?> PreviewAsync(BookingState state, ImmutableArray<int> indexes)
    {
        var (index, item) = (indexes[0], state.Booking!.Items[indexes[0]]);
        if (item.Series is not null)
            return await new BookedSeries(grains.GetResource(item.ResourceId!.Value), state.Booking.Items, indexes).PreviewAsync([.. indexes.Select(one => RequestOf(state, one))]);
        return item.ResourceId is { } id ? Refusal(index, await grains.GetResource(id).Preview(RequestOf(state, index), apartFrom: null))
            : await PreviewAnyAsync(index, RequestOf(state, index), item.Attributes);
    }

    private async Task<CreateBookingResult?> PreviewAnyAsync(int index, AllocateRequest request, ImmutableArray<AttributeFilter>? attributes)
    {
        var any = await grains.GetPoolAllocation(request).Allocate(request with { Key = null, IsPreview = true }, new() { Attributes = attributes ?? [] });
        return any.Status switch
        {
            PoolAllocationStatus.Allocated => null,
            PoolAllocationStatus.Refused => CreateBookingResult.Refused(index, any.Judgement),
            _ => CreateBookingResult.NoneAvailable(index, any.Alternatives),
        };
    }

    private static CreateBookingResult? Refusal(int index, AllocateResult result) => result.IsAllocated ? null : result.Status == AllocateStatus.Refused
        ? CreateBookingResult.Refused(index, result.Judgement) : CreateBookingResult.NoSuchResource(index);

    /// <summary>The change is decided: each item has what is new alone.</summary>
    public Task FreeOldAsync(BookingState state) => Task.WhenAll(state.Change!.Items.Select(change =>
    {
        var (old, item) = (state.Change.Before[change.Index], state.Booking!.Items[change.Index]);
        return change.IsGrowth(old) ? MoveAsync(state, old, item.Interval) : ReleaseAsync(state, old) as Task;
    }));

    /// <summary>The change is undone: each item has what is old alone.</summary>
    public Task FreeNewAsync(BookingState state, IReadOnlyDictionary<int, BookingItem>? taken) => Task.WhenAll(state.Change!.Items.Select(async change =>
    {
        var item = state.Booking!.Items[change.Index];
        if (change.IsGrowth(item))
            await MoveAsync(state, item, item.Interval);
        else if ((taken is null ? (await TakeAsync(state, change)).Held : taken.GetValueOrDefault(change.Index)) is { } held)
            await ReleaseAsync(state, held);
    }));

    private async Task<(BookingItem? Held, CreateBookingResult? Refusal)> TakeAsync(BookingState state, BookingItemChange change) =>
        await HoldAsync(change.Index, change.Apply(state.Booking!, clock.Now()), RequestOf(state, change));

    private Task<UpdateAllocationResult> MoveAsync(BookingState state, BookingItem item, Interval to, Interval? judgedAs = null) => grains.GetResource(item.ResourceId!.Value).UpdateAllocation(new()
    {
        ResourceType = item.ResourceType,
        AllocationId = item.AllocationId!.Value,
        From = to.From,
        To = to.To,
        JudgedAs = judgedAs,
        RequestedBy = Actor(state),
        Booking = state.Booking!.Id,
    });

    private static CreateBookingResult? Refusal(int index, UpdateAllocationResult result) => result.IsUpdated ? null : result.Status == UpdateAllocationStatus.Refused
        ? CreateBookingResult.Refused(index, result.Judgement) : CreateBookingResult.NoSuchResource(index);

    private Task<ReleaseResult> ReleaseAsync(BookingState state, BookingItem item) => grains.GetResource(item.ResourceId!.Value).Release(ReleaseOf(state, item));

    private static ReleaseRequest ReleaseOf(BookingState state, BookingItem item) => new()
    {
        ResourceType = item.ResourceType,
        AllocationId = item.AllocationId!.Value,
        RequestedBy = Actor(state),
        Booking = state.Booking!.Id,
    };

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
            Overrides = booking.Overrides,
        };
    }

    // What a confirmed booking takes is firm at once: a hold might be over before the change is completed.
    private AllocateRequest RequestOf(BookingState state, BookingItemChange change)
    {
        var request = RequestOf(state, change.Index);
        return request with
        {
            ResourceType = change.ResourceType,
            Interval = change.Interval,
            Hold = (state.Change?.Status ?? state.Booking!.Status) == BookingStatus.Confirmed ? null : request.Hold,
            Key = new($"{request.Key!.Key}/{state.Change?.Number}", 0),
            Overrides = RuleOverrides.None,
        };
    }

    // Without the customer: the allocations belong to the booking and change only with it.
    private static Caller? Actor(BookingState state) => state.RequestedBy is { } caller ? new(caller.Actor) : null;
}
