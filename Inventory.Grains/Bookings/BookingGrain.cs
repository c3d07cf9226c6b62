using Inventory.Domain.Bookings;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.States;
using Inventory.Grains.Webhooks;
using Inventory.Storage;
using Inventory.Storage.Sqlite;

namespace Inventory.Grains.Bookings;

/// <inheritdoc cref="IBookingGrain"/>
public sealed class BookingGrain : Grain, IBookingGrain
{
    /// <summary>What was broken off is taken up by so much later, if nobody asks before.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly GroupCommitState<BookingState> _state;
    private readonly WebhookEndpoints _endpoints;
    private readonly TimeProvider _clock;
    private BookingSteps _steps = null!;
    private IGrainTimer? _timer;

    public BookingGrain([PersistentState("booking")] IPersistentState<BookingState> stored, WebhookEndpoints endpoints, TimeProvider clock) =>
        (_state, _endpoints, _clock) = (new(stored), endpoints, clock);

    private Guid Id => Guid.Parse(this.GetPrimaryKeyString());

    private Instant Now => _clock.Now();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _steps = new(_state, GrainFactory, new(_endpoints, GrainFactory), _clock);
        SetTimer(await _state.ReadAsync());
    }

    public Task<BookResult> Book(BookRequest request) => DoAsync(async state =>
    {
        if (state.Booking?.Status == BookingStatus.Trying || (state.Booking?.Status == BookingStatus.Ending && state.End == BookingStatus.Withdrawn))
            state = await GoOnAsync(state);
        if (state.Booking is { Status: not BookingStatus.Withdrawn } known)
            return BookResult.Held(known.AtFirst());
        var now = Now;
        if (state.Booking is not null || now >= request.Expires)
        {
            await GrainFactory.GetCustomer(request.Customer).Forget(Id);
            return BookResult.Withdrawn;
        }
        // Remembered until it is confirmed or over: after a crash nothing else would end what it holds in time.
        await GrainFactory.GetBookingWatch(Id).Add(Id);
        var booking = new Booking
        {
            Id = Id,
            Customer = request.Customer,
            Status = BookingStatus.Trying,
            Items = request.Items,
            Created = now,
            Expires = request.Expires,
            Version = 0,
        };
        state = await _state.WriteAsync(new() { Booking = booking, By = request.By });
        return await _steps.TryAsync(state, request.CreditLimit);
    });

    public Task<BookingResult> Confirm(Caller? by) => DoAsync(async state =>
    {
        if (state.At(Now) is null) return new BookingResult(BookingAnswer.NoSuchBooking, null);
        if (state.Booking!.HasExpired(Now)) state = await _steps.EndAsync(state, BookingStatus.Expired);
        else if (state.Booking!.Status == BookingStatus.Held) state = await _steps.ConfirmAsync(state, by);
        else state = await GoOnAsync(state);
        return new(AnswerOf(state.Booking!), state.Booking);

        static BookingAnswer AnswerOf(Booking booking) => booking.Status == BookingStatus.Confirmed ? BookingAnswer.Done
            : booking.Status == BookingStatus.Cancelled ? BookingAnswer.Cancelled
            : booking.Status == BookingStatus.Returned ? BookingAnswer.Done : BookingAnswer.Expired;
    });

    public Task<BookingResult> Cancel(Precondition ifMatch, Caller? by) => DoAsync(async state =>
    {
        if (state.At(Now) is not { } seen) return new BookingResult(BookingAnswer.NoSuchBooking, null);
        if (!ifMatch.Allows(seen.Version)) return new(BookingAnswer.PreconditionFailed, seen);
        state = state.Booking is { } booking && booking.HasExpired(Now) ? await _steps.EndAsync(state, BookingStatus.Expired) : await GoOnAsync(state);
        if (state.Booking!.Status is BookingStatus.Cancelled or BookingStatus.Expired) return new(BookingAnswer.Done, state.Booking);
        if (state.Booking.Status == BookingStatus.Returned || Now >= state.Booking.Until()) return new(BookingAnswer.Over, state.Booking);
        return new(BookingAnswer.Done, (await _steps.CancelAsync(state, by)).Booking);
    });

    public Task<BookingResult> HandBack(HandBackRequest request) => DoAsync(async state =>
    {
        if (state.At(Now) is null) return new BookingResult(BookingAnswer.NoSuchBooking, null);
        state = await GoOnAsync(state);
        return state.Judge(request, Now) ?? new(BookingAnswer.Done, (await _steps.HandBackAsync(state.HandBack(request, Now))).Booking);
    });

    public async Task<Booking?> Read() => (await _state.ReadAsync()).At(Now);

    public Task Advance() => DoAsync(async state =>
    {
        state = await GoOnAsync(state);
        if (state.Booking?.HasExpired(Now) == true)
            state = await _steps.EndAsync(state, BookingStatus.Expired);
        else if (state.Booking is null)
            await GrainFactory.GetBookingWatch(Id).Remove(Id);
        else if (state.Booking.Status != BookingStatus.Held)
            await _steps.SettleAsync(state);
        return state;
    });

    /// <summary>Takes up what was broken off, if anything was.</summary>
    private async Task<BookingState> GoOnAsync(BookingState state) => state.Booking?.Status switch
    {
        BookingStatus.Trying => await _steps.UndoAsync(state),
        BookingStatus.Confirming => await _steps.ForwardAsync(state),
        BookingStatus.Ending => await _steps.EndAsync(state, state.End!.Value),
        BookingStatus.Returning => await _steps.EndHandBackAsync(state),
        null or BookingStatus.Held or BookingStatus.Confirmed or BookingStatus.Cancelled or BookingStatus.Expired or BookingStatus.Withdrawn or BookingStatus.Returned => state,
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

    /// <param name="state"><c>null</c> when it is not known.</param>
    private void SetTimer(BookingState? state)
    {
        _timer?.Dispose();
        TimeSpan? due = state switch
        {
            null or { Booking.Status: BookingStatus.Trying or BookingStatus.Confirming or BookingStatus.Ending or BookingStatus.Returning } => Retry,
            { Booking: { Status: BookingStatus.Held } booking } => TimeSpan.FromMicroseconds(Math.Max(0, booking.Expires.Microseconds - Now.Microseconds)) + TimeSpan.FromMilliseconds(100),
            _ => null,
        };
        _timer = due is { } wait ? this.RegisterGrainTimer(_ => Advance(), new GrainTimerCreationOptions(wait, Retry)) : null;
    }
}
