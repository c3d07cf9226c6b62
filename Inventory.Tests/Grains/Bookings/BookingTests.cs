using Inventory.Domain.Bookings;
using Inventory.Domain.Pricing;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Storage;

namespace Inventory.Tests.Grains.Bookings;

public sealed class BookingTests(GrainFixture fixture) : BookingTest(fixture)
{
    [Fact]
    public async Task A_booking_is_held_then_firm_and_charged_on_an_invoice()
    {
        var cars = await NewCarsAsync(2);
        var (booking, held) = await BookAsync(Request(cars[1], cars[0]));
        Assert.Equal((CreateBookingStatus.Held, BookingStatus.Held, 1), (held.Status, held.Booking!.Status, held.Booking.Version));
        Assert.Equal([cars[1].Id, cars[0].Id], held.Booking.Items.Select(item => item.ResourceId!.Value));
        Assert.All(await HeldBy(booking, cars), allocation => Assert.True(allocation.IsHold));
        Assert.Equal((0, 2 * Price), (await OwedAsync(), (await Account.Read(0, 1)).Reserved!.Value.MinorUnits));

        var firm = await booking.Confirm();
        Assert.Equal((BookingOutcome.Done, BookingStatus.Confirmed), (firm.Outcome, firm.Booking!.Status));
        Assert.Equal([false, false], (await HeldBy(booking, cars)).Select(allocation => allocation.IsHold));
        Assert.Equal((2 * Price, null), (await OwedAsync(), (await Account.Read(0, 1)).Reserved));
        var invoice = (await Cluster.Grains.GetInvoice(firm.Booking.Invoice!).Read())!;
        Assert.Equal((Customer, 2 * Price, 2), (invoice.Customer, invoice.Total.MinorUnits, invoice.Lines.Length));

        await Cluster.DeactivateAsync(booking, Account);
        Assert.Equal((BookingOutcome.Done, firm.Booking.Version), ((await booking.Confirm()).Outcome, (await booking.Read())!.Version));
        Assert.Equal(2 * Price, await OwedAsync());
        Assert.Equal(held.Booking.Items.Select(item => item.AllocationId), (await booking.Create(Request(cars[1], cars[0]))).Booking!.Items.Select(item => item.AllocationId));
    }

    [Fact]
    public async Task A_held_booking_is_not_activated_again_and_again_until_it_takes_a_step_or_expires()
    {
        var (booking, _) = await BookAsync(Request(await NewCarAsync()));
        var id = Guid.Parse(booking.GetPrimaryKeyString());
        var pending = Cluster.Grains.GetPendingBookings(id);
        Assert.True(await IsActivatedByAsync(pending.Resume));
        Assert.False(await IsActivatedByAsync(pending.Resume));
        Assert.True(await pending.Add(id));
        Assert.True(await IsActivatedByAsync(pending.Resume));
        // Whoever forgets looks once more.
        await Cluster.DeactivateAsync(pending);
        Assert.True(await IsActivatedByAsync(pending.Resume));
        Assert.Equal(BookingOutcome.Done, (await booking.Confirm()).Outcome);

        async Task<bool> IsActivatedByAsync(Func<Task> resume)
        {
            await Cluster.DeactivateAsync(booking);
            var before = States.LoadsOf(booking.GetPrimaryKeyString());
            await resume();
            return States.LoadsOf(booking.GetPrimaryKeyString()) > before;
        }
    }

    [Fact]
    public async Task When_an_item_is_taken_nothing_is_held_and_another_can_be_asked_for()
    {
        var cars = await NewCarsAsync(3);
        var other = (await GrainOf(cars[1]).Allocate(new() { ResourceType = Type, Interval = Future, Details = new() { Type = "booking" } })).Allocation!;
        var (booking, refused) = await BookAsync(Request(cars[0], cars[1], cars[2]));
        Assert.Equal((CreateBookingStatus.Refused, 1), (refused.Status, refused.Item));
        Assert.Equal(other.Id, Assert.Single(refused.Judgement.Conflicts).Id);
        Assert.NotEmpty(refused.Judgement.Alternatives);
        Assert.Empty(await HeldBy(booking, cars));
        Assert.Null(await booking.Read());
        Assert.Equal(BookingOutcome.NoSuchBooking, (await booking.Confirm()).Outcome);
        Assert.Empty((await Cluster.Grains.GetCustomer(Customer).List(0, 10)).Bookings);

        await Release(cars[1], other.Id);
        Assert.Equal(CreateBookingStatus.Withdrawn, (await booking.Create(Request(cars[0], cars[1], cars[2]))).Status);
        Assert.Equal(CreateBookingStatus.Held, (await BookAsync(Request(cars[0], cars[1], cars[2]))).Result.Status);
    }

    [Fact]
    public async Task Any_free_resource_leaves_the_named_ones_alone_and_none_is_told()
    {
        var cars = await NewCarsAsync(3);
        var (booking, held) = await BookAsync(Request(null, cars[0], null));
        Assert.Equal(cars.Select(car => car.Id).Order(), held.Booking!.Items.Select(item => item.ResourceId!.Value).Order());
        Assert.Equal(3, (await HeldBy(booking, cars)).Count);
        var (_, refused) = await BookAsync(Request([null]));
        Assert.Equal((CreateBookingStatus.NoneAvailable, 0), (refused.Status, refused.Item));
        Assert.NotEmpty(refused.Alternatives);
        var (_, unknown) = await BookAsync(Request(cars[0] with { Id = Guid.NewGuid() }));
        Assert.Equal(CreateBookingStatus.NoSuchResource, unknown.Status);
    }

    [Fact]
    public async Task Past_its_expiry_nothing_is_held_and_nothing_is_charged()
    {
        var cars = await NewCarsAsync(2);
        var (booking, held) = await BookAsync(Request(cars[0], cars[1]) with { Expires = In(TimeSpan.FromSeconds(5)) });
        Assert.Equal(CreateBookingStatus.Held, held.Status);
        await Eventually.HoldsAsync(async () =>
        {
            var count = (await HeldBy(booking, cars)).Count;
            var isHeld = (await booking.Read())!.Status == BookingStatus.Held;
            Assert.Equal((isHeld, isHeld ? 2 : count), (isHeld, count));
            return !isHeld;
        }, () => "The booking does not expire.");
        Assert.Equal(BookingStatus.Expired, (await booking.Read())!.Status);
        Assert.Equal(BookingOutcome.Expired, (await booking.Confirm()).Outcome);
        Assert.Empty(await HeldBy(booking, cars));
        Assert.Equal((0, null), (await OwedAsync(), (await Account.Read(0, 1)).Reserved));
        Assert.Equal((BookingOutcome.Done, BookingStatus.Expired), ((await booking.Cancel(default)).Outcome, (await booking.Read())!.Status));
    }

    [Fact]
    public async Task A_cancelled_booking_frees_its_items_and_is_given_back_by_the_rule()
    {
        var cars = await NewCarsAsync(2);
        var (booking, _) = await BookAsync(Request(cars[0], cars[1]));
        var firm = (await booking.Confirm()).Booking!;
        Assert.Equal(BookingOutcome.PreconditionFailed, (await booking.Cancel(new([firm.Version - 1]))).Outcome);
        var cancelled = (await booking.Cancel(new([firm.Version]))).Booking!;
        Assert.Equal((BookingStatus.Cancelled, Price), (cancelled.Status, cancelled.Refund!.Value.MinorUnits));
        Assert.Empty(await HeldBy(booking, cars));
        Assert.Equal(Price, await OwedAsync());
        var note = (await Cluster.Grains.GetInvoice(cancelled.CreditNote!).Read())!;
        Assert.Equal((-Price, firm.Invoice), (note.Total.MinorUnits, note.Corrects));
        Assert.Equal((BookingOutcome.Done, cancelled.Version), ((await booking.Cancel(default)).Outcome, (await booking.Read())!.Version));
        Assert.Equal(BookingOutcome.Cancelled, (await booking.Confirm()).Outcome);
        Assert.Equal(Price, await OwedAsync());

        var (held, _) = await BookAsync(Request(cars[0]));
        Assert.Equal((0, null), ((await held.Cancel(default)).Booking!.Refund!.Value.MinorUnits, (await held.Read())!.CreditNote));
        Assert.Equal(Price, await OwedAsync());
    }

    [Fact]
    public async Task A_booking_that_lost_an_item_expires_whole()
    {
        var cars = await NewCarsAsync(2);
        var (booking, held) = await BookAsync(Request(cars[0], cars[1]));
        await Release(booking, cars[1], held.Booking!.Items[1].AllocationId!.Value);
        Assert.Equal(BookingOutcome.Expired, (await booking.Confirm()).Outcome);
        Assert.Empty(await HeldBy(booking, cars));
        Assert.Equal(0, await OwedAsync());
    }

    [Fact]
    public async Task Who_owes_as_much_as_it_may_books_nothing_more()
    {
        var cars = await NewCarsAsync(2);
        var limit = new Money(2 * Price - 1, "EUR");
        Assert.Equal(CreateBookingStatus.Held, (await BookAsync(Request(cars[0]) with { CreditLimit = limit })).Result.Status);
        var (booking, refused) = await BookAsync(Request(cars[1]) with { CreditLimit = limit });
        Assert.Equal(CreateBookingStatus.OverCreditLimit, refused.Status);
        Assert.Empty(await HeldBy(booking, cars));
    }

    [Fact]
    public async Task What_was_broken_off_is_undone_when_it_is_asked_for_again()
    {
        var cars = await NewCarsAsync(2);
        var booking = await AdmittedAsync();
        Memory.FailAfterWrite();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => booking.Create(Request(cars[0], cars[1])));
        // What it made is not known to it: it is undone, and the customer makes another.
        Assert.Equal(CreateBookingStatus.Withdrawn, (await booking.Create(Request(cars[0], cars[1]))).Status);
        Assert.Empty(await HeldBy(booking, cars));
        Assert.Empty((await Cluster.Grains.GetCustomer(Customer).List(0, 10)).Bookings);
        var (another, held) = await BookAsync(Request(cars[0], cars[1]));
        Assert.Equal(CreateBookingStatus.Held, held.Status);
        Assert.Equal(BookingOutcome.Done, (await another.Confirm()).Outcome);
    }

    [Fact]
    public async Task One_that_comes_after_its_time_is_withdrawn()
    {
        var cars = await NewCarsAsync(1);
        var (booking, result) = await BookAsync(Request(cars[0]) with { Expires = In(TimeSpan.Zero) });
        Assert.Equal(CreateBookingStatus.Withdrawn, result.Status);
        Assert.Null(await booking.Read());
        Assert.Empty((await Cluster.Grains.GetCustomer(Customer).List(0, 10)).Bookings);
    }
}
