using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Grains.Billing;
using Inventory.Grains.States;
using Inventory.Grains.Webhooks;
using Inventory.Storage;

namespace Inventory.Grains.Bookings;

/// <summary>
/// The steps of a booking: try, confirm, cancel. Each is written down before it is taken, and can be taken again: what it asks of others, it asks under the booking's own keys.
/// Whatever breaks off is taken up at the step that is written down.
/// </summary>
internal sealed class BookingSaga(GroupCommitState<BookingState> stored, IGrainFactory grains, WebhookPublisher webhooks, TimeProvider clock)
{
    private readonly BookingItems _items = new(grains, clock);

    private Instant Now => clock.Now();

    /// <summary>Holds every item and sets the price aside, or nothing.</summary>
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

    /// <summary>Undoes an attempt of which it is not known how far it came: whatever it may have held is found by asking for it again.</summary>
    public async Task<BookingState> CompensateAsync(BookingState state)
    {
        for (var index = 0; index < state.Booking!.Items.Length; index++)
            if ((await _items.HoldAsync(state, index)).Held is { } held)
                state = state with { Booking = state.Booking with { Items = state.Booking.Items.SetItem(index, held) } };
        return await ReleaseAllAsync(state, BookingStatus.Rejected);
    }

    /// <summary>Decides that the booking becomes firm. From here on it goes forward, unless something that it holds was taken from it.</summary>
    public async Task<BookingState> ConfirmAsync(BookingState state, Caller? by) =>
        await CompleteAsync(await WriteAsync(state with { RequestedBy = by }, BookingStatus.Confirming));

    public async Task<BookingState> CompleteAsync(BookingState state)
    {
        // The count first: what does not count any more must not become firm.
        if (!await CustomerOf(state).ConfirmQuota(state.Booking!.Id) || !await _items.ConfirmAsync(state))
            return await ReleaseAllAsync(state, BookingStatus.Expired);
        var invoice = await AccountOf(state).Post(state.Booking.ChargeOf() with { Actor = state.RequestedBy?.Actor });
        state = await WriteAsync(state with { Booking = state.Booking with { Invoice = invoice } }, BookingStatus.Confirmed);
        await SettleAsync(state);
        return state;
    }

    /// <summary>Decides that the booking ends at its customer's wish, and what is given back.</summary>
    public async Task<BookingState> CancelAsync(BookingState state, Caller? by)
    {
        var booking = state.Booking!;
        var isCharged = booking.Status == BookingStatus.Confirmed;
        // What is held is remembered anyway.
        if (isCharged)
            await RecordPendingAsync(state);
        var refund = isCharged ? booking.RefundAt(Now) : Money.Zero(booking.Total().Currency);
        return await ReleaseAllAsync(state with { Booking = booking with { Refund = refund }, RequestedBy = by }, BookingStatus.Cancelled);
    }

    /// <summary>Frees all that the booking has. It goes on from wherever it was interrupted.</summary>
    public async Task<BookingState> ReleaseAllAsync(BookingState state, BookingStatus end)
    {
        // An attempt is written down already, and is undone as it stands there.
        if (state.Booking!.Status is not (BookingStatus.Releasing or BookingStatus.Holding))
            state = await WriteAsync(state with { End = end }, BookingStatus.Releasing);
        await _items.ReleaseAsync(state);
        var note = await GiveBackAsync(state);
        await (end == BookingStatus.Rejected ? CustomerOf(state).CancelQuota(state.Booking!.Id) : CustomerOf(state).ReleaseQuota(state.Booking!.Id));
        state = await WriteAsync(state with { Booking = state.Booking with { CreditNote = note } }, end);
        await SettleAsync(state);
        return state;
    }

    /// <summary>Where the booking has come to is told, and after that nothing is left to be done: until then it is remembered.</summary>
    public async Task SettleAsync(BookingState state)
    {
        await webhooks.PublishAsync(state.Booking!, Now);
        await WatchOf(state).Remove(state.Booking!.Id);
    }

    /// <summary>Decides that everything is back, and what is to be paid for it.</summary>
    /// <param name="state">As it is to be written down.</param>
    public async Task<BookingState> ReturnAsync(BookingState state)
    {
        await RecordPendingAsync(state);
        return await EndHandBackAsync(await WriteAsync(state, BookingStatus.Returning));
    }

    /// <summary>Frees what is left of the time, and charges what came late. It goes on from wherever it was interrupted.</summary>
    public async Task<BookingState> EndHandBackAsync(BookingState state)
    {
        await _items.ReturnAsync(state);
        var invoice = state.Booking!.LateChargeOf() is { } charge ? await AccountOf(state).Post(charge with { Actor = state.RequestedBy?.Actor }) : null;
        await CustomerOf(state).ReleaseQuota(state.Booking!.Id);
        state = await WriteAsync(state with { Booking = state.Booking with { LateInvoice = invoice } }, BookingStatus.Returned);
        await SettleAsync(state);
        return state;
    }

    /// <summary>A firm booking is about to go on. One that is remembered still may have been interrupted before it was told that it is firm.</summary>
    private async Task RecordPendingAsync(BookingState state)
    {
        if (await WatchOf(state).Add(state.Booking!.Id))
            await webhooks.PublishAsync(state.Booking, Now);
    }

    /// <returns>The number of the credit note, if something is given back.</returns>
    private async Task<string?> GiveBackAsync(BookingState state)
    {
        var booking = state.Booking!;
        var isVoid = await AccountOf(state).Void(booking.ChargeOf().Id);
        // What was charged and never became firm is given back whole.
        var amount = booking.Refund ?? booking.Total();
        return !isVoid && amount.MinorUnits > 0 ? await AccountOf(state).Refund(booking.RefundOf(amount) with { Actor = state.RequestedBy?.Actor }) : null;
    }

    private Task<BookingState> WriteAsync(BookingState state, BookingStatus status) =>
        stored.WriteAsync(state with { Booking = state.Booking! with { Status = status, Version = state.Booking.Version + 1 } });

    private IAccountGrain AccountOf(BookingState state) => grains.GetAccount(state.Booking!.Customer);

    private ICustomerGrain CustomerOf(BookingState state) => grains.GetCustomer(state.Booking!.Customer);

    private IPendingBookingsGrain WatchOf(BookingState state) => grains.GetPendingBookings(state.Booking!.Id);
}
