using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Grains.Billing;
using Inventory.Grains.States;
using Inventory.Grains.Webhooks;

namespace Inventory.Grains.Bookings;

// Each step is recorded before it runs and can run again, because its requests carry the booking's own keys.
// An interrupted booking resumes at the recorded step.
internal sealed class BookingSaga(GroupCommitState<BookingState> stored, IGrainFactory grains, WebhookPublisher webhooks, TimeProvider clock)
{
    private readonly BookingItems _items = new(grains, clock);

    private Instant Now => clock.Now();

    public async Task<CreateBookingResult> HoldAllAsync(BookingState state, Money? creditLimit)
    {
        foreach (var index in BookingItems.Order(state.Booking!))
        {
            var (held, refusal) = await _items.HoldAsync(state, index);
            if (held is null)
            {
                await ReleaseAllAsync(state, BookingStatus.Rejected);
                return refusal!;
            }
            state = state with { Booking = state.Booking! with { Items = state.Booking.Items.SetItem(index, held) } };
        }
        if (await AccountOf(state).Reserve(state.Booking!.ChargeOf(), creditLimit) == ReserveStatus.OverCreditLimit)
        {
            await ReleaseAllAsync(state, BookingStatus.Rejected);
            return CreateBookingResult.OverCreditLimit;
        }
        var booking = state.Booking! with { Status = BookingStatus.Held, Version = 1 };
        await stored.WriteAsync(state with { Booking = booking });
        return CreateBookingResult.Held(booking);
    }

    // The attempt may have stopped at any item: holding every item again finds all that it holds.
    public async Task<BookingState> CompensateAsync(BookingState state)
    {
        for (var index = 0; index < state.Booking!.Items.Length; index++)
            if ((await _items.HoldAsync(state, index)).Held is { } held)
                state = state with { Booking = state.Booking with { Items = state.Booking.Items.SetItem(index, held) } };
        return await ReleaseAllAsync(state, BookingStatus.Rejected);
    }

    // From here on the booking completes, unless something that it holds was taken from it.
    public async Task<BookingState> ConfirmAsync(BookingState state, Caller? caller)
    {
        await PendingOf(state).Add(state.Booking!.Id);
        return await CompleteAsync(await WriteAsync(state with { RequestedBy = caller }, BookingStatus.Confirming));
    }

    public async Task<BookingState> CompleteAsync(BookingState state)
    {
        // The quota first: a booking that no longer counts must not be confirmed.
        if (!await CustomerOf(state).ConfirmQuota(state.Booking!.Id) || !await _items.ConfirmAsync(state))
            return await ReleaseAllAsync(state, BookingStatus.Expired);
        var invoice = await AccountOf(state).Post(state.Booking.ChargeOf() with { Actor = state.RequestedBy?.Actor });
        state = await WriteAsync(state with { Booking = state.Booking with { Invoice = invoice } }, BookingStatus.Confirmed);
        await PublishStatusAsync(state);
        return state;
    }

    /// <summary>Cancels a booking that is not charged yet.</summary>
    public async Task<BookingState> WithdrawAsync(BookingState state, Caller? caller)
    {
        var booking = state.Booking!;
        await PendingOf(state).Add(booking.Id);
        return await ReleaseAllAsync(state with { Booking = booking with { Refund = Money.Zero(booking.Total().Currency) }, RequestedBy = caller }, BookingStatus.Cancelled);
    }

    /// <summary>Cancels items of a confirmed booking, and the booking if none is left.</summary>
    public async Task<BookingState> CancelItemsAsync(BookingState state, IEnumerable<int> indexes, Func<BookingItem, Money> refundOf, Caller? caller)
    {
        await RecordPendingAsync(state);
        return await CompleteCancellationAsync(await WriteAsync(state.CancelItems([.. indexes], refundOf, Now) with { RequestedBy = caller }, BookingStatus.Cancelling));
    }

    public async Task<BookingState> CompleteCancellationAsync(BookingState state)
    {
        var booking = state.Booking!;
        await _items.ReleaseAsync(state, state.Cancelling!.Value.Select(index => booking.Items[index]));
        var note = state.RefundOfCancelled() is { } refund ? await AccountOf(state).Refund(refund with { Actor = state.RequestedBy?.Actor }) : booking.CreditNote;
        var isLeft = booking.Active().Any();
        await CustomerOf(state).ReleaseQuota(booking.Id, isLeft ? booking.End() : null);
        state = await WriteAsync(state with { Booking = booking with { CreditNote = note } }, isLeft ? BookingStatus.Confirmed : BookingStatus.Cancelled);
        await PublishStatusAsync(state);
        return state;
    }

    /// <summary>Takes everything new beside the old, then frees the old; or takes nothing.</summary>
    public async Task<ChangeBookingResult> ChangeAsync(BookingState state, ChangeBookingRequest request)
    {
        var booking = state.Booking!;
        if (request.Items.IsEmpty)
            return new(ChangeBookingStatus.Changed) { Booking = booking, Difference = Money.Zero(booking.Total().Currency) };
        if (booking.Status == BookingStatus.Confirmed)
            await RecordPendingAsync(state);
        var change = PlanOf(booking, request);
        state = await WriteAsync(state with { Change = change, RequestedBy = request.RequestedBy }, BookingStatus.Changing);
        var limit = await ExtendQuotaAsync(booking, request);
        if (limit != ReserveQuotaStatus.Admitted)
        {
            await UndoChangeAsync(state, taken: new Dictionary<int, BookingItem>());
            return new(ChangeBookingStatus.OverLimit) { Limit = limit };
        }
        var (taken, refusal) = await _items.TakeAsync(state);
        var changed = booking.Apply(request.Items, Now);
        changed = changed with { Items = taken.Aggregate(changed.Items, (items, held) => items.SetItem(held.Key, items[held.Key] with { ResourceId = held.Value.ResourceId, AllocationId = held.Value.AllocationId })) };
        if (refusal is null && await ReserveChangeAsync(change, changed, request.CreditLimit) == ReserveStatus.OverCreditLimit)
            refusal = CreateBookingResult.OverCreditLimit;
        if (refusal is not null)
        {
            await UndoChangeAsync(state, taken);
            return new(ChangeBookingStatus.Refused) { Refusal = refusal };
        }
        state = await WriteAsync(state with { Booking = changed, FirstItems = state.FirstItems ?? state.AsFirstHeld().Items, Change = change with { IsDecided = true } }, BookingStatus.Changing);
        var difference = change.Difference(changed);
        return new(ChangeBookingStatus.Changed) { Booking = (await CompleteChangeAsync(state)).Booking, Difference = difference };
    }

    /// <summary>What <see cref="ChangeAsync"/> would do now.</summary>
    public async Task<ChangeBookingResult> PreviewChangeAsync(BookingState state, ChangeBookingRequest request)
    {
        var booking = state.Booking!;
        foreach (var change in request.Items)
            if (await _items.PreviewAsync(state, change) is { } refusal)
                return new(ChangeBookingStatus.Refused) { Refusal = refusal };
        var changed = booking.Apply(request.Items, Now);
        return new(ChangeBookingStatus.Changed) { Booking = changed, Difference = PlanOf(booking, request).Difference(changed) };
    }

    public async Task<BookingState> CompleteChangeAsync(BookingState state)
    {
        var (booking, change) = (state.Booking!, state.Change!);
        await _items.FreeOldAsync(state);
        if (change.Status == BookingStatus.Confirmed)
            booking = await SettleAsync(state, change.Difference(booking));
        await CustomerOf(state).ReleaseQuota(booking.Id, booking.End());
        return await EndChangeAsync(state with { Booking = booking });
    }

    /// <param name="state">A change that is not decided.</param>
    /// <param name="taken">The new allocations, by the index of the item; <c>null</c> if unknown.</param>
    public async Task<BookingState> UndoChangeAsync(BookingState state, IReadOnlyDictionary<int, BookingItem>? taken)
    {
        var (booking, change) = (state.Booking!, state.Change!);
        await _items.FreeNewAsync(state, taken);
        if (change.Status == BookingStatus.Confirmed)
            await AccountOf(state).Void(change.ChangeChargeOf(booking, default).Id);
        else
            await AccountOf(state).Reserve(booking.ChargeOf(), creditLimit: null);
        await CustomerOf(state).ReleaseQuota(booking.Id, booking.End());
        return await EndChangeAsync(state);
    }

    private async Task<BookingState> EndChangeAsync(BookingState state)
    {
        var status = state.Change!.Status;
        state = await WriteAsync(state with { Change = null }, status);
        if (status == BookingStatus.Confirmed)
            await PublishStatusAsync(state);
        return state;
    }

    private static BookingChange PlanOf(Booking booking, ChangeBookingRequest request) =>
        new() { Number = booking.Version, Status = booking.Status, Items = request.Items, Before = booking.Items };

    private Task<ReserveQuotaStatus> ExtendQuotaAsync(Booking booking, ChangeBookingRequest request)
    {
        var begins = request.Items.Where(change => change.Interval.From != booking.Items[change.Index].Interval.From).Select(change => change.Interval.From).DefaultIfEmpty(Instant.PlusInfinity);
        return grains.GetCustomer(booking.Customer).ExtendQuota(booking.Id, booking.Apply(request.Items, Now).End(), request.IsLimited ? begins.Min() : null, request.MaxAhead);
    }

    // What is held is reserved as a whole; what is charged already, only for what it costs more.
    private async Task<ReserveStatus> ReserveChangeAsync(BookingChange change, Booking changed, Money? creditLimit)
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
            > 0 => booking with { ChangeInvoice = await AccountOf(state).Post(change.ChangeChargeOf(booking, Instant.PlusInfinity) with { Actor = actor }) },
            < 0 => booking with { CreditNote = await AccountOf(state).Refund(change.ChangeRefundOf(booking) with { Actor = actor }) },
            _ => booking,
        };
    }

    public async Task<BookingState> ReleaseAllAsync(BookingState state, BookingStatus end)
    {
        // Both are recorded already, and a restart resumes them.
        if (state.Booking!.Status is not (BookingStatus.Releasing or BookingStatus.Holding))
            state = await WriteAsync(state with { End = end }, BookingStatus.Releasing);
        await _items.ReleaseAsync(state, state.Booking!.Items);
        var note = await RefundAsync(state);
        await (end == BookingStatus.Rejected ? CustomerOf(state).CancelQuota(state.Booking!.Id) : CustomerOf(state).ReleaseQuota(state.Booking!.Id, until: null));
        state = await WriteAsync(state with { Booking = state.Booking with { CreditNote = note } }, end);
        await PublishStatusAsync(state);
        return state;
    }

    // Publishes first: after a crash in between, the booking is still pending and is published again.
    public async Task PublishStatusAsync(BookingState state)
    {
        await webhooks.PublishAsync(state.Booking!, Now);
        await PendingOf(state).Remove(state.Booking!.Id);
    }

    public async Task<BookingState> ReturnAsync(BookingState state)
    {
        await RecordPendingAsync(state);
        return await CompleteReturnAsync(await WriteAsync(state, BookingStatus.Returning));
    }

    public async Task<BookingState> CompleteReturnAsync(BookingState state)
    {
        await _items.ReturnAsync(state);
        var invoice = state.Booking!.LateChargeOf() is { } charge ? await AccountOf(state).Post(charge with { Actor = state.RequestedBy?.Actor }) : null;
        await CustomerOf(state).ReleaseQuota(state.Booking!.Id, until: null);
        state = await WriteAsync(state with { Booking = state.Booking with { LateInvoice = invoice } }, BookingStatus.Returned);
        await PublishStatusAsync(state);
        return state;
    }

    // If a confirmed booking is still pending, a crash may have come before its confirmation was published.
    private async Task RecordPendingAsync(BookingState state)
    {
        if (await PendingOf(state).Add(state.Booking!.Id))
            await webhooks.PublishAsync(state.Booking, Now);
    }

    private async Task<string?> RefundAsync(BookingState state)
    {
        var booking = state.Booking!;
        if (await AccountOf(state).Void(booking.ChargeOf().Id) || booking.Total().MinorUnits == 0)
            return null;
        return await AccountOf(state).Refund(booking.RefundOfAll() with { Actor = state.RequestedBy?.Actor });
    }

    private Task<BookingState> WriteAsync(BookingState state, BookingStatus status) =>
        stored.WriteAsync(state with { Booking = state.Booking! with { Status = status, Version = state.Booking.Version + 1 } });

    private IAccountGrain AccountOf(BookingState state) => grains.GetAccount(state.Booking!.Customer);

    private ICustomerGrain CustomerOf(BookingState state) => grains.GetCustomer(state.Booking!.Customer);

    private IPendingBookingsGrain PendingOf(BookingState state) => grains.GetPendingBookings(state.Booking!.Id);
}
