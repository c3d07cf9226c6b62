using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Grains.Billing;
using Inventory.Grains.States;
using Inventory.Grains.Webhooks;

namespace Inventory.Grains.Bookings;

// Each step is recorded before it runs and can run again, because its requests carry the booking's own keys.
// An interrupted booking resumes at the recorded step.
internal sealed class BookingSaga(GroupCommitState<BookingState> stored, BookingItems items, IGrainFactory grains, WebhookPublisher webhooks, TimeProvider clock)
{
    private Instant Now => clock.Now();

    public async Task<CreateBookingResult> HoldAllAsync(BookingState state, Money? creditLimit)
    {
        foreach (var indexes in BookingItems.Order(state.Booking!))
        {
            var (held, refusal) = await items.HoldAsync(state, indexes);
            if (refusal is not null)
            {
                await ReleaseAllAsync(state, BookingStatus.Rejected);
                return refusal;
            }
            state = state with { Booking = state.Booking!.With(indexes, held) };
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
        foreach (var indexes in state.Booking!.Items.Groups())
            if (await items.HoldAsync(state, indexes) is { Refusal: null, Held: var held })
                state = state with { Booking = state.Booking!.With(indexes, held) };
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
        if (!await CustomerOf(state).ConfirmQuota(state.Booking!.Id) || await items.ConfirmAsync(state) is not { } confirmed)
            return await ReleaseAllAsync(state, BookingStatus.Expired);
        var invoice = await AccountOf(state).Post(state.Booking.ChargeOf() with { Actor = state.RequestedBy?.Actor });
        state = await WriteAsync(state with { Booking = state.Booking with { Items = confirmed, Invoice = invoice } }, BookingStatus.Confirmed);
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
        await items.ReleaseAsync(state, state.Cancelling!.Value.Select(index => booking.Items[index]));
        var note = state.RefundOfCancelled() is { } refund ? await AccountOf(state).Refund(refund with { Actor = state.RequestedBy?.Actor }) : booking.CreditNote;
        var isLeft = booking.Active().Any();
        await CustomerOf(state).ReleaseQuota(booking.Id, isLeft ? booking.End() : null, isLeft ? booking.Counted() : null);
        state = await WriteAsync(state with { Booking = booking with { CreditNote = note } }, isLeft ? BookingStatus.Confirmed : BookingStatus.Cancelled);
        await PublishStatusAsync(state);
        return state;
    }

    public async Task<BookingState> ReleaseAllAsync(BookingState state, BookingStatus end)
    {
        // Both are recorded already, and a restart resumes them.
        if (state.Booking!.Status is not (BookingStatus.Releasing or BookingStatus.Holding))
            state = await WriteAsync(state with { End = end }, BookingStatus.Releasing);
        await items.ReleaseAsync(state, state.Booking!.Items);
        var note = await RefundAsync(state);
        await (end == BookingStatus.Rejected ? CustomerOf(state).CancelQuota(state.Booking!.Id) : CustomerOf(state).ReleaseQuota(state.Booking!.Id, until: null));
        state = await WriteAsync(state with { Booking = state.Booking with { CreditNote = note } }, end);
        await PublishStatusAsync(state);
        return state;
    }

    /// <summary>Ends what <see cref="RecordPendingAsync"/> began, with nothing to publish.</summary>
    public Task RemovePendingAsync(BookingState state) => PendingOf(state).Remove(state.Booking!.Id);

    // Publishes first: after a crash in between, the booking is still pending and is published again.
    public async Task PublishStatusAsync(BookingState state)
    {
        await webhooks.PublishAsync(state.Booking!, Now);
        await WatchCheckInsAsync(state);
        await RemovePendingAsync(state);
    }

    public async Task<BookingState> ReturnAsync(BookingState state)
    {
        await RecordPendingAsync(state);
        return await CompleteReturnAsync(await WriteAsync(state, BookingStatus.Returning));
    }

    public async Task<BookingState> CompleteReturnAsync(BookingState state)
    {
        await items.ReturnAsync(state);
        var invoice = state.Booking!.LateChargeOf() is { } charge ? await AccountOf(state).Post(charge with { Actor = state.RequestedBy?.Actor }) : null;
        await CustomerOf(state).ReleaseQuota(state.Booking!.Id, until: null, state.CountedUntilReturn());
        state = await WriteAsync(state with { Booking = state.Booking with { LateInvoice = invoice } }, BookingStatus.Returned);
        await PublishStatusAsync(state);
        return state;
    }

    /// <summary>Charges the check-ins that were missed, and watches those that are not over.</summary>
    public async Task<BookingState> ChargeNoShowsAsync(BookingState state)
    {
        // What a crash has interrupted is on an invoice of its own.
        state = await PostNoShowsAsync(state);
        var booking = state.Booking!;
        var due = booking.DueIndexes(Now);
        if (due.IsEmpty)
            return state;
        var judged = await Task.WhenAll(due.Select(async index => (Index: index, Item: await items.JudgeCheckInAsync(booking.Items[index]))));
        booking = booking with { Items = judged.Aggregate(booking.Items, (all, one) => all.SetItem(one.Index, one.Item)) };
        state = await PostNoShowsAsync(await WriteAsync(state with { Booking = booking }, BookingStatus.Confirmed));
        await WatchCheckInsAsync(state);
        return state;
    }

    private async Task<BookingState> PostNoShowsAsync(BookingState state)
    {
        var booking = state.Booking!;
        return booking.NoShowChargeOf() is { } charge
            ? await WriteAsync(state with { Booking = booking.WithNoShowInvoice(await AccountOf(state).Post(charge)) }, BookingStatus.Confirmed)
            : state;
    }

    private Task WatchCheckInsAsync(BookingState state) => state.Booking is { Status: BookingStatus.Confirmed } booking && booking.NextCheckIn() is { } due
        ? grains.WatchCheckInAsync(booking.Id, due)
        : Task.CompletedTask;

    // If a confirmed booking is still pending, a crash may have come before its confirmation was published.
    public async Task RecordPendingAsync(BookingState state)
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

    public Task<BookingState> WriteAsync(BookingState state, BookingStatus status) =>
        stored.WriteAsync(state with { Booking = state.Booking! with { Status = status, Version = state.Booking.Version + 1 } });

    public IAccountGrain AccountOf(BookingState state) => grains.GetAccount(state.Booking!.Customer);

    public ICustomerGrain CustomerOf(BookingState state) => grains.GetCustomer(state.Booking!.Customer);

    private IPendingBookingsGrain PendingOf(BookingState state) => grains.GetPendingBookings(state.Booking!.Id);
}
