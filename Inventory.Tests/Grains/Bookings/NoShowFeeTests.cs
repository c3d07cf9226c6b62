using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Domain.Time;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Grains.Resources;
using Inventory.Storage;
using Inventory.Tests.Domain;
using Inventory.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Inventory.Tests.Grains.Bookings;

/// <summary>Cars with a check-in that is over ten minutes after the begin, by a clock that the test moves.</summary>
public sealed class NoShowFeeTests : IAsyncLifetime
{
    private const string Type = "Car";
    private const long Price = 5_000;
    private const long Fee = 2_000 + Price / 2;

    private readonly FakeTimeProvider _clock = Sample.Clock();
    private readonly MemoryStateStore _states = new();
    private readonly MemoryStore _store;
    private GrainCluster _cluster = null!;

    public NoShowFeeTests() => _store = new(_clock);

    private IAccountGrain Account => _cluster.Grains.GetAccount("ann");

    public async ValueTask InitializeAsync() => _cluster = await StartAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Each_missed_check_in_is_charged_once()
    {
        var (booking, held) = await HeldAsync(1, 1, 2);
        await booking.Confirm();
        Assert.Equal(3 * Price, await OwedAsync());
        _clock.Advance(TimeSpan.FromMinutes(65));
        await CheckInAsync(held.Items[0], AttendStatus.CheckedIn);
        await ResumeAsync();
        Assert.Equal(3 * Price, await OwedAsync());

        _clock.Advance(TimeSpan.FromMinutes(5));
        await ResumeAsync();
        var missed = (await booking.Read())!;
        Assert.Equal([null, Fee, null], missed.Items.Select(item => item.NoShowFee?.MinorUnits));
        Assert.Equal(3 * Price + Fee, await OwedAsync());
        var invoice = (await _cluster.Grains.GetInvoice(missed.NoShowInvoice()!).Read())!;
        Assert.Equal(($"No-show: {Type}, {held.Items[1].Interval.From} to {held.Items[1].Interval.To}", Fee), (Assert.Single(invoice.Lines).Text, invoice.Total.MinorUnits));

        // The third is an hour later: nobody forgets it, also after all grains have ended.
        await _cluster.DisposeAsync();
        _cluster = await StartAsync();
        _clock.Advance(TimeSpan.FromMinutes(60));
        for (var again = 0; again < 2; again++)
            await ResumeAsync();
        Assert.Equal([null, Fee, Fee], (await ReadAsync(booking)).Items.Select(item => item.NoShowFee?.MinorUnits));
        Assert.Equal(3 * Price + 2 * Fee, await OwedAsync());
        _clock.Advance(TimeSpan.FromHours(3));
        await ResumeAsync();
        Assert.Equal((3 * Price + 2 * Fee, 0), (await OwedAsync(), await _cluster.Grains.GetCheckInHours().Resume()));
    }

    [Fact]
    public async Task Wherever_the_storage_fails_a_missed_check_in_is_charged_once()
    {
        var owed = 0L;
        for (var write = 0; ; write++)
        {
            var (booking, _) = await HeldAsync(1);
            var due = (await booking.Confirm()).Booking!.NextCheckIn()!.Value;
            _clock.Advance(TimeSpan.FromMinutes(75));
            _states.Spare(write);
            _states.FailBeforeWrite(int.MaxValue);
            var isDone = await SucceedsAsync(ResumeAsync()) && (await SucceedsAsync(booking.Read())) && (await booking.Read())!.NoShowInvoice() is not null;
            _states.Spare(0);
            _states.FailBeforeWrite(0);
            await _cluster.DeactivateAsync(booking, Account, _cluster.Grains.GetCheckInHours(), _cluster.Grains.GetCheckIns(CheckInKeys.HourOf(due)));
            await ResumeAsync();
            owed += Price + Fee;
            Assert.True(owed == await OwedAsync(), $"After {write} writes.");
            Assert.NotNull((await booking.Read())!.NoShowInvoice());
            if (isDone)
                break;
        }
    }

    [Fact]
    public async Task Nobody_comes_later_to_what_was_missed_and_it_is_not_late()
    {
        var (booking, held) = await HeldAsync(1);
        await booking.Confirm();
        _clock.Advance(TimeSpan.FromMinutes(90));
        // Whoever does something to the booking finds the fee, before any timer has come.
        Assert.Equal(BookingOutcome.Begun, (await booking.Cancel(default)).Outcome);
        Assert.Equal(Price + Fee, await OwedAsync());
        await CheckInAsync(held.Items[0], AttendStatus.NoShow);
        var item = held.Items[0];
        var longer = new BookingItemChange { Index = 0, ResourceType = Type, ResourceId = item.ResourceId, Interval = new(item.Interval.From, item.Interval.To.Plus(1)), Quote = item.Quote };
        var changed = await booking.Change(new() { Items = [longer], Seen = (await booking.Read())!.Version });
        Assert.Equal((ChangeBookingStatus.NotChangeable, BookingOutcome.Over), (changed.Status, changed.Outcome));
        _clock.Advance(TimeSpan.FromHours(9));
        var returned = await booking.Return(new() { At = _clock.Now(), FreeFrom = [_clock.Now()] });
        Assert.Equal((BookingStatus.Returned, 0, Fee), (returned.Booking!.Status, returned.Booking.LateFee!.Value.MinorUnits, returned.Booking.NoShowFee()!.Value.MinorUnits));
        Assert.Equal(Price + Fee, await OwedAsync());
    }

    [Fact]
    public async Task Whoever_moves_returns_or_cancels_in_time_misses_nothing()
    {
        var (moved, held) = await HeldAsync(1);
        await moved.Confirm();
        var (cancelled, _) = await HeldAsync(1);
        await cancelled.Confirm();
        await cancelled.Cancel(default);
        var (back, _) = await HeldAsync(1);
        await back.Confirm();
        var later = Hours(3);
        var change = new BookingItemChange { Index = 0, ResourceType = Type, ResourceId = held.Items[0].ResourceId, Interval = later, Quote = held.Items[0].Quote };
        Assert.Equal(ChangeBookingStatus.Changed, (await moved.Change(new() { Items = [change], Seen = (await moved.Read())!.Version })).Status);
        _clock.Advance(TimeSpan.FromMinutes(65));
        var returned = (await back.Return(new() { At = _clock.Now(), FreeFrom = [_clock.Now()] })).Booking!.Items[0];
        var before = await OwedAsync();
        _clock.Advance(TimeSpan.FromMinutes(60));
        await ResumeAsync();
        Assert.Equal(before, await OwedAsync());
        var there = (await _cluster.Grains.GetResource(returned.ResourceId!.Value).FindAllocation(Type, returned.AllocationId!.Value)).Allocation!;
        Assert.Equal((AllocationStage.None, true), (there.Stage, there.CheckedIn is not null));
        _clock.Advance(TimeSpan.FromMinutes(66));
        await ResumeAsync();
        Assert.Equal((before + Fee, Fee), (await OwedAsync(), (await moved.Read())!.NoShowFee()!.Value.MinorUnits));
    }

    private Task<GrainCluster> StartAsync() => GrainCluster.StartAsync(_store, silos: 1, clock: _clock, states: _states);

    // As the gateways do.
    private async Task ResumeAsync()
    {
        foreach (var watch in _cluster.Grains.GetAllPendingBookings())
            await watch.Resume();
        await _cluster.Grains.GetCheckInHours().Resume();
    }

    private async Task<Booking> ReadAsync(IBookingGrain booking) => (await _cluster.Grains.GetBooking(booking.Id()).Read())!;

    private async Task<(IBookingGrain Booking, Booking Held)> HeldAsync(params int[] hoursAhead)
    {
        var booking = _cluster.Grains.GetBooking(Guid.NewGuid());
        var quote = new Quote
        {
            TariffVersion = "1",
            Lines = [],
            Total = new(Price, "EUR"),
            Cancellation = [],
            NoShow = new(new(2_000, "EUR"), 50),
            LateReturn = new(TimeSpan.Zero, TimeSpan.FromHours(1), new(700, "EUR")),
        };
        var items = new List<BookingItem>();
        foreach (var hours in hoursAhead)
            items.Add(new() { ResourceType = Type, ResourceId = await NewCarAsync(), Interval = Hours(hours), Quote = quote });
        var admitted = await _cluster.Grains.GetCustomer("ann").ReserveQuota(new() { Booking = booking.Id(), Until = Hours(9).To, Hold = TimeSpan.FromMinutes(20) });
        var held = await booking.Create(new() { Customer = "ann", Expires = admitted.Expires, Items = [.. items] });
        Assert.Equal(CreateBookingStatus.Held, held.Status);
        return (booking, held.Booking!);
    }

    private Interval Hours(int ahead) => new(_clock.Now().Plus(ahead * 3_600_000_000L), _clock.Now().Plus((ahead + 2) * 3_600_000_000L));

    private async Task<Guid> NewCarAsync()
    {
        var id = (await _cluster.Grains.GetRegistry(Type).Create(new($"Car {Guid.NewGuid()}", default))).Resource!.Id;
        var policy = Sample.Json("""{"check_in":{"opens":"PT15M","closes":"PT10M","on_miss":"release"}}""");
        Assert.True((await _cluster.Grains.GetResource(id).SetPolicy(new() { Type = Type, Id = id, Policy = policy })).Resource is not null);
        return id;
    }

    private async Task CheckInAsync(BookingItem item, AttendStatus expected) => Assert.Equal(expected,
        (await _cluster.Grains.GetResource(item.ResourceId!.Value).Attend(new() { ResourceType = Type, AllocationId = item.AllocationId!.Value, IsLeaving = false })).Status);

    private async Task<long> OwedAsync()
    {
        var account = await Account.Read(0, int.MaxValue - 1);
        Assert.Equal(0, account.Entries.SelectMany(entry => entry.Lines).Sum(line => line.Amount.MinorUnits));
        return account.Balance?.MinorUnits ?? 0;
    }

    private static async Task<bool> SucceedsAsync(Task task)
    {
        try
        {
            await task;
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or Orleans.Runtime.OrleansException)
        {
            return false;
        }
    }
}
