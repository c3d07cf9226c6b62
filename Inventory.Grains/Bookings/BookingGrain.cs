using Inventory.Domain.Bookings;
using Inventory.Grains.States;
using Inventory.Grains.Webhooks;

namespace Inventory.Grains.Bookings;

[GrainType("booking")]
public sealed class BookingGrain([PersistentState("booking")] IPersistentState<BookingState> stored, WebhookEndpoints endpoints, TimeProvider clock)
    : Grain, IBookingGrain
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private readonly GroupCommitState<BookingState> _state = new(stored);
    private BookingItems _items = null!;
    private BookingSaga _saga = null!;
    private BookingChanges _changes = null!;
    private IGrainTimer? _timer;

    private Guid Id => Guid.Parse(this.GetPrimaryKeyString());

    private Instant Now => clock.Now();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _items = new BookingItems(GrainFactory, clock);
        _saga = new(_state, _items, GrainFactory, new(endpoints, GrainFactory), clock);
        _changes = new(_saga, _items, GrainFactory, clock);
        SetTimer(await _state.ReadAsync());
    }

    public Task<CreateBookingResult> Create(CreateBookingRequest request) => DoAsync(async state =>
    {
        if (state.Booking?.Status == BookingStatus.Holding || (state.Booking?.Status == BookingStatus.Releasing && state.End == BookingStatus.Rejected))
            state = await ContinueAsync(state);
        if (state.Booking is { Status: not BookingStatus.Rejected })
            return CreateBookingResult.Held(state.AsFirstHeld());
        var now = Now;
        if (state.Booking is not null || now >= request.Expires)
        {
            await GrainFactory.GetCustomer(request.Customer).CancelQuota(Id);
            return CreateBookingResult.Withdrawn;
        }
        // Recorded until the booking is confirmed or over: recovery after a crash then ends what it holds.
        await Task.WhenAll(GrainFactory.GetPendingBookings(Id).Add(Id), GrainFactory.GetBookingIndex().Add(Id));
        state = await _state.WriteAsync(new() { Booking = NewBooking(request), RequestedBy = request.RequestedBy });
        return await _saga.HoldAllAsync(state, request.CreditLimit);
    });

    public async Task<CreateBookingResult> Preview(CreateBookingRequest request)
    {
        var booking = NewBooking(request) with { Status = BookingStatus.Held };
        var state = new BookingState { Booking = booking, RequestedBy = request.RequestedBy };
        foreach (var indexes in BookingItems.Order(booking))
            if (await _items.PreviewAsync(state, indexes) is { } refusal)
                return refusal;
        return CreateBookingResult.Held(booking);
    }

    public Task<BookingResult> Confirm(Caller? caller) => DoAsync(async state =>
    {
        if (state.At(Now) is null) return new BookingResult(BookingOutcome.NoSuchBooking, null);
        if (state.Booking!.HasExpired(Now)) state = await _saga.ReleaseAllAsync(state, BookingStatus.Expired);
        else if (state.Booking!.Status == BookingStatus.Held && await _items.AwaitApprovalAsync(state)) return new(BookingOutcome.AwaitsApproval, state.Booking);
        else if (state.Booking!.Status == BookingStatus.Held) state = await _saga.ConfirmAsync(state, caller);
        else state = await ContinueAsync(state);
        return new(OutcomeOf(state.Booking!), state.Booking);

        static BookingOutcome OutcomeOf(Booking booking) => booking.Status == BookingStatus.Confirmed ? BookingOutcome.Done
            : booking.Status == BookingStatus.Cancelled ? BookingOutcome.Cancelled
            : booking.Status == BookingStatus.Returned ? BookingOutcome.Done : BookingOutcome.Expired;
    });

    public Task<BookingResult> Cancel(Precondition ifMatch, Caller? caller) => CancelAsync(ifMatch, booking => booking.JudgeCancellation(Now), state =>
        state.Booking!.Status == BookingStatus.Confirmed
            ? _saga.CancelItemsAsync(state, state.Booking.ActiveIndexes(), item => item.RefundAt(Now), caller)
            : _saga.WithdrawAsync(state, caller));

    public Task<BookingResult> CancelItem(int number, Precondition ifMatch, Caller? caller) => CancelAsync(
        ifMatch, booking => booking.JudgeCancellation(number, Now), state => _saga.CancelItemsAsync(state, state.Booking!.CancellableIndexes(number, Now), item => item.RefundAt(Now), caller));

    public Task<ChangeBookingResult> Change(ChangeBookingRequest request) => DoAsync(async state =>
    {
        if (state.At(Now) is not { } current) return NotChangeable(BookingOutcome.NoSuchBooking);
        if (current.Version != request.Seen) return new(ChangeBookingStatus.Stale);
        state = await ContinueOrExpireAsync(state);
        if (state.Booking!.JudgeChange(request.Items, Now) is { } outcome) return NotChangeable(outcome);
        return request.IsDryRun ? await _changes.PreviewAsync(state, request) : await _changes.ApplyAsync(state, request);

        static ChangeBookingResult NotChangeable(BookingOutcome outcome) => new(ChangeBookingStatus.NotChangeable) { Outcome = outcome };
    });

    public Task EndItemsOn(Guid resource, Caller? caller) => DoAsync(async state =>
    {
        if (state.At(Now) is null) return state;
        state = await ContinueOrExpireAsync(state);
        var booking = state.Booking!;
        var indexes = booking.ActiveIndexes().Where(index => booking.Items[index].ResourceId == resource && booking.Items[index].Interval.To > Now).ToList();
        if (indexes.Count > 0 && booking.Status == BookingStatus.Confirmed)
            return await _saga.CancelItemsAsync(state, indexes, item => item.Price(), caller);
        return indexes.Count > 0 && booking.Status == BookingStatus.Held ? await _saga.WithdrawAsync(state, caller) : state;
    });

    public Task<BookingResult> Return(ReturnBookingRequest request) => DoAsync(async state =>
    {
        if (state.At(Now) is null) return new BookingResult(BookingOutcome.NoSuchBooking, null);
        state = await ContinueAsync(state);
        return state.Judge(request, Now) ?? new(BookingOutcome.Done, (await _saga.ReturnAsync(state.Return(request, Now))).Booking);
    });

    private Booking NewBooking(CreateBookingRequest request) => new()
    {
        Id = Id,
        Customer = request.Customer,
        Status = BookingStatus.Holding,
        Items = request.Items,
        Created = Now,
        Expires = request.Expires,
        Version = 0,
        Overrides = request.Overrides,
        Series = request.Series,
    };

    public async Task<Booking?> Read() => (await _state.ReadAsync()).At(Now);

    public Task<Instant> Resume() => DoAsync(async state =>
    {
        state = await ContinueAsync(state);
        if (state.Booking?.HasExpired(Now) == true)
            state = await _saga.ReleaseAllAsync(state, BookingStatus.Expired);
        else if (state.Booking is null)
            await GrainFactory.GetPendingBookings(Id).Remove(Id);
        else if (state.Booking.Status != BookingStatus.Held)
            await _saga.PublishStatusAsync(state);
        return state.Booking is { Status: BookingStatus.Held } held ? held.Expires : Now;
    });

    public Task ChargeNoShows() => DoAsync(ContinueAsync);

    private Task<BookingResult> CancelAsync(Precondition ifMatch, Func<Booking, BookingOutcome?> judge, Func<BookingState, Task<BookingState>> cancel) => DoAsync(async state =>
    {
        if (state.At(Now) is not { } current) return new BookingResult(BookingOutcome.NoSuchBooking, null);
        if (!ifMatch.Allows(current.Version)) return new(BookingOutcome.PreconditionFailed, current);
        state = await ContinueOrExpireAsync(state);
        return judge(state.Booking!) is { } outcome ? new(outcome, state.Booking) : new(BookingOutcome.Done, (await cancel(state)).Booking);
    });

    private async Task<BookingState> ContinueOrExpireAsync(BookingState state) =>
        state.Booking!.HasExpired(Now) ? await _saga.ReleaseAllAsync(state, BookingStatus.Expired) : await ContinueAsync(state);

    private async Task<BookingState> ContinueAsync(BookingState state) => state.Booking?.Status switch
    {
        BookingStatus.Holding => await _saga.CompensateAsync(state),
        BookingStatus.Confirming => await _saga.CompleteAsync(state),
        BookingStatus.Releasing => await _saga.ReleaseAllAsync(state, state.End!.Value),
        BookingStatus.Returning => await _saga.CompleteReturnAsync(state),
        BookingStatus.Cancelling => await _saga.CompleteCancellationAsync(state),
        BookingStatus.Changing => state.Change!.IsDecided ? await _changes.CompleteAsync(state) : await _changes.UndoAsync(state, taken: null),
        BookingStatus.Confirmed => await _saga.ChargeNoShowsAsync(state),
        null or BookingStatus.Held or BookingStatus.Cancelled or BookingStatus.Expired or BookingStatus.Rejected or BookingStatus.Returned => state,
    };

    private async Task<T> DoAsync<T>(Func<BookingState, Task<T>> turn)
    {
        var isDone = false;
        try
        {
            var result = await turn(await _state.ReadAsync());
            isDone = true;
            return result;
        }
        finally
        {
            SetTimer(isDone ? await _state.ReadAsync() : null);
        }
    }

    /// <param name="state"><c>null</c> if unknown.</param>
    private void SetTimer(BookingState? state)
    {
        _timer?.Dispose();
        TimeSpan? delay = state switch
        {
            null or { Booking.Status: BookingStatus.Holding or BookingStatus.Confirming or BookingStatus.Releasing or BookingStatus.Returning or BookingStatus.Cancelling or BookingStatus.Changing } => RetryEvery,
            { Booking: { Status: BookingStatus.Held } booking } =>
                TimeSpan.FromMicroseconds(Math.Max(0, booking.Expires.Microseconds - Now.Microseconds)) + TimeSpan.FromMilliseconds(100),
            _ => null,
        };
        _timer = delay is { } wait ? this.RegisterGrainTimer(_ => Resume(), new GrainTimerCreationOptions(wait, RetryEvery)) : null;
    }
}
