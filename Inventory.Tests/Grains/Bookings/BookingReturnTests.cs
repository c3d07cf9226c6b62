using Inventory.Domain.Bookings;
using Inventory.Domain.Time;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;

namespace Inventory.Tests.Grains.Bookings;

public sealed class BookingReturnTests(GrainFixture fixture) : BookingTest(fixture)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task What_comes_back_late_is_charged_once_on_an_invoice_of_its_own()
    {
        var cars = await NewCarsAsync(2);
        var request = Begun(-Day, cars[0], cars[1]);
        var booking = await ConfirmedAsync(request);
        var at = new Instant(request.Items[0].Interval.To.Microseconds + 3 * 3_600_000_000L);
        var back = await booking.Return(BackAt(at, request));
        Assert.Equal((BookingOutcome.Done, BookingStatus.Returned, at), (back.Outcome, back.Booking!.Status, back.Booking.ReturnedAt!.Value));
        Assert.Equal(2 * 3 * Price / 100, back.Booking.LateFee!.Value.MinorUnits);
        Assert.Equal(2 * Price + 2 * 3 * Price / 100, await OwedAsync());
        var invoice = (await Cluster.Grains.GetInvoice(back.Booking.LateInvoice!).Read())!;
        Assert.Equal((Customer, back.Booking.LateFee.Value, 2), (invoice.Customer, invoice.Total, invoice.Lines.Length));
        Assert.Equal("user:op", (await Account.Read(0, 9)).Entries[^1].Actor);

        await Cluster.DeactivateAsync(booking, Account);
        var again = await booking.Return(BackAt(FromNow(TimeSpan.Zero), request));
        Assert.Equal((BookingOutcome.Done, back.Booking.Version, at), (again.Outcome, again.Booking!.Version, again.Booking.ReturnedAt!.Value));
        Assert.Equal(2 * Price + 2 * 3 * Price / 100, await OwedAsync());
        Assert.Equal(2, (await HeldBy(booking, cars)).Count);
        Assert.Equal((BookingOutcome.Over, BookingOutcome.Done), ((await booking.Cancel(default)).Outcome, (await booking.Confirm()).Outcome));
    }

    [Fact]
    public async Task What_comes_back_early_is_free_from_then_on_and_costs_what_it_cost()
    {
        var cars = await NewCarsAsync(3);
        var request = Begun(Day, cars[0], cars[1], cars[2]);
        var later = request.Items[1] with { Interval = new(FromNow(TimeSpan.FromHours(1)), FromNow(Day)) };
        var booking = await ConfirmedAsync(request with { Items = request.Items.SetItem(1, later) });
        var at = FromNow(-TimeSpan.FromHours(2));
        var slot = FromNow(-TimeSpan.FromHours(1));
        var back = await booking.Return(BackAt(at, request) with { FreeFrom = [at, at, slot] });
        Assert.Equal((BookingStatus.Returned, 0, null), (back.Booking!.Status, back.Booking.LateFee!.Value.MinorUnits, back.Booking.LateInvoice));
        Assert.Equal(3 * Price, await OwedAsync());
        Assert.Equal([at], (await AllocationsOf(cars[0])).Select(allocation => allocation.Interval.To));
        Assert.Empty(await AllocationsOf(cars[1]));
        Assert.Equal([slot], (await AllocationsOf(cars[2])).Select(allocation => allocation.Interval.To));
        Assert.Equal(0, await Cluster.Grains.GetCustomer(Customer).CountOpen());
        Assert.Equal(BookingOutcome.Over, (await booking.Cancel(default)).Outcome);
    }

    [Fact]
    public async Task Only_a_confirmed_booking_that_has_begun_is_handed_back()
    {
        var cars = await NewCarsAsync(1);
        var request = Begun(Day, cars[0]);
        var nothing = Cluster.Grains.GetBooking(Guid.NewGuid());
        Assert.Equal(BookingOutcome.NoSuchBooking, (await nothing.Return(BackAt(FromNow(-Day), request))).Outcome);
        var (held, _) = await BookAsync(request);
        Assert.Equal(BookingOutcome.NotConfirmed, (await held.Return(BackAt(FromNow(-Day), request))).Outcome);
        await held.Cancel(default);
        Assert.Equal(BookingOutcome.NotConfirmed, (await held.Return(BackAt(FromNow(-Day), request))).Outcome);
        var firm = await ConfirmedAsync(request);
        Assert.Equal(BookingOutcome.NotBegun, (await firm.Return(BackAt(FromNow(-10 * Day), request))).Outcome);
        Assert.Equal(BookingStatus.Confirmed, (await firm.Read())!.Status);
    }

    [Fact]
    public async Task A_key_marks_one_return()
    {
        var cars = await NewCarsAsync(1);
        var request = Begun(-Day, cars[0]);
        var booking = await ConfirmedAsync(request);
        var first = BackAt(FromNow(-Day / 2), request) with { Key = new("k", 1) };
        var back = await booking.Return(first);
        Assert.Equal((BookingOutcome.Done, back.Booking!.Version), ((await booking.Return(first)).Outcome, (await booking.Read())!.Version));
        Assert.Equal(BookingOutcome.KeyReused, (await booking.Return(first with { Key = new("k", 2) })).Outcome);
        Assert.Equal(BookingOutcome.Done, (await booking.Return(first with { Key = new("l", 2) })).Outcome);
    }

    [Fact]
    public async Task What_is_released_or_shortened_already_stays_as_it_is()
    {
        var cars = await NewCarsAsync(2);
        var request = Begun(Day, cars[0], cars[1]);
        var booking = await ConfirmedAsync(request);
        var items = (await booking.Read())!.Items;
        await Release(booking, cars[0], items[0].AllocationId!.Value);
        var end = FromNow(-3 * Day);
        await GrainOf(cars[1]).UpdateAllocation(new() { ResourceType = Type, AllocationId = items[1].AllocationId!.Value, To = end, Booking = booking.Id() });
        Assert.Equal(BookingOutcome.Done, (await booking.Return(BackAt(FromNow(-Day), request))).Outcome);
        Assert.Empty(await AllocationsOf(cars[0]));
        Assert.Equal([end], (await AllocationsOf(cars[1])).Select(allocation => allocation.Interval.To));
    }
}
