using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Grains.Billing;

namespace Inventory.Grains.Bookings;

/// <summary>The steps that move a booking's items to other times or resources, and settle the difference.</summary>
internal sealed class BookingChanges(BookingSaga saga, BookingItems items, IGrainFactory grains, TimeProvider clock)
{
    private Instant Now => clock.Now();

    /// <summary>Takes everything new beside the old, then frees the old; or takes nothing.</summary>
    public async Task<ChangeBookingResult> ApplyAsync(BookingState state, ChangeBookingRequest request)
    {
        var booking = state.Booking!;
        if (request.Items.IsEmpty)
            return new(ChangeBookingStatus.Changed) { Booking = booking, Difference = Money.Zero(booking.Total().Currency) };
        if (booking.Status == BookingStatus.Confirmed)
            await saga.RecordPendingAsync(state);
        var change = PlanOf(booking, request);
        state = await saga.WriteAsync(state with { Change = change, RequestedBy = request.RequestedBy }, BookingStatus.Changing);
        var limit = await ExtendQuotaAsync(booking, request);
        if (limit.Status != ReserveQuotaStatus.Admitted)
        {
            await UndoAsync(state, taken: new Dictionary<int, BookingItem>());
            return OverLimit(limit);
        }
        var (taken, refusal) = await items.TakeAsync(state);
        var changed = booking.Apply(request.Items, Now);
        changed = changed with { Items = taken.Aggregate(changed.Items, (all, held) => all.SetItem(held.Key, all[held.Key] with { ResourceId = held.Value.ResourceId, AllocationId = held.Value.AllocationId })) };
        if (refusal is null && await ReserveAsync(change, changed, request.CreditLimit) == ReserveStatus.OverCreditLimit)
            refusal = CreateBookingResult.OverCreditLimit;
        if (refusal is not null)
        {
            await UndoAsync(state, taken);
            return new(ChangeBookingStatus.Refused) { Refusal = refusal };
        }
        state = await saga.WriteAsync(state with { Booking = changed, FirstItems = state.FirstItems ?? state.AsFirstHeld().Items, Change = change with { IsDecided = true } }, BookingStatus.Changing);
        var difference = change.Difference(changed);
        return new(ChangeBookingStatus.Changed) { Booking = (await CompleteAsync(state)).Booking, Difference = difference };
    }

    /// <summary>What <see cref="ApplyAsync"/> would do now.</summary>
    public async Task<ChangeBookingResult> PreviewAsync(BookingState state, ChangeBookingRequest request)
    {
        var booking = state.Booking!;
        var limit = await ExtendQuotaAsync(booking, request);
        if (limit.Status != ReserveQuotaStatus.Admitted)
            return OverLimit(limit);
        foreach (var change in request.Items)
            if (await items.PreviewAsync(state, change) is { } refusal)
                return new(ChangeBookingStatus.Refused) { Refusal = refusal };
        var changed = booking.Apply(request.Items, Now);
        return new(ChangeBookingStatus.Changed) { Booking = changed, Difference = PlanOf(booking, request).Difference(changed) };
    }

    public async Task<BookingState> CompleteAsync(BookingState state)
    {
        var (booking, change) = (state.Booking!, state.Change!);
        await items.FreeOldAsync(state);
        if (change.Status == BookingStatus.Confirmed)
            booking = await SettleAsync(state, change.Difference(booking)) with { Items = await items.ExpectChangedAsync(state) };
        await saga.CustomerOf(state).ReleaseQuota(booking.Id, booking.End(), booking.Counted());
        state = await saga.WriteAsync(state with { Booking = booking, Change = null }, change.Status);
        if (change.Status == BookingStatus.Confirmed)
            await saga.PublishStatusAsync(state);
        return state;
    }

    /// <param name="state">A change that is not decided.</param>
    /// <param name="taken">The new allocations, by the index of the item; <c>null</c> if unknown.</param>
    public async Task<BookingState> UndoAsync(BookingState state, IReadOnlyDictionary<int, BookingItem>? taken)
    {
        var (booking, change) = (state.Booking!, state.Change!);
        await items.FreeNewAsync(state, taken);
        if (change.Status == BookingStatus.Confirmed)
            await saga.AccountOf(state).Void(change.ChangeChargeOf(booking, default).Id);
        else
            await saga.AccountOf(state).Reserve(booking.ChargeOf(), creditLimit: null);
        await saga.CustomerOf(state).ReleaseQuota(booking.Id, booking.End(), booking.Counted());
        state = await saga.WriteAsync(state with { Change = null }, change.Status);
        // What is held stays pending until it is confirmed or over.
        if (change.Status == BookingStatus.Confirmed)
            await saga.RemovePendingAsync(state);
        return state;
    }

    private static BookingChange PlanOf(Booking booking, ChangeBookingRequest request) =>
        new() { Number = booking.Version, Status = booking.Status, Items = request.Items, Before = booking.Items };

    private static ChangeBookingResult OverLimit(ReserveQuotaResult limit) => new(ChangeBookingStatus.OverLimit) { Limit = limit.Status, Quota = limit.Quota };

    private Task<ReserveQuotaResult> ExtendQuotaAsync(Booking booking, ChangeBookingRequest request)
    {
        var changed = booking.Apply(request.Items, Now);
        var begins = request.Items.Where(change => change.Interval.From != booking.Items[change.Index].Interval.From).Select(change => change.Interval.From).DefaultIfEmpty(Instant.PlusInfinity);
        return grains.GetCustomer(booking.Customer).ExtendQuota(new()
        {
            Booking = booking.Id,
            Until = changed.End(),
            Begin = request.IsLimited ? begins.Min() : null,
            MaxAhead = request.MaxAhead,
            Counted = changed.Counted(),
            IsPreview = request.IsDryRun,
        });
    }

    // What is held is reserved as a whole; what is charged already, only for what it costs more.
    private async Task<ReserveStatus> ReserveAsync(BookingChange change, Booking changed, Money? creditLimit)
    {
        var account = grains.GetAccount(changed.Customer);
        if (change.Status != BookingStatus.Confirmed)
            return await account.Reserve(changed.ChargeOf(), creditLimit);
        return change.Difference(changed).MinorUnits > 0 ? await account.Reserve(change.ChangeChargeOf(changed, new(Now.Microseconds + (long)BookingTimes.HoldGrace.TotalMicroseconds)), creditLimit) : ReserveStatus.Reserved;
    }

    private async Task<Booking> SettleAsync(BookingState state, Money difference)
    {
        var (booking, change, actor) = (state.Booking!, state.Change!, state.RequestedBy?.Actor);
        return difference.MinorUnits switch
        {
            > 0 => booking with { ChangeInvoice = await saga.AccountOf(state).Post(change.ChangeChargeOf(booking, Instant.PlusInfinity) with { Actor = actor }) },
            < 0 => booking with { CreditNote = await saga.AccountOf(state).Refund(change.ChangeRefundOf(booking) with { Actor = actor }) },
            _ => booking,
        };
    }
}
