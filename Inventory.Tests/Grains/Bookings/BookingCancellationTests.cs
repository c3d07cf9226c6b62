using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Resources;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;

namespace Inventory.Tests.Grains.Bookings;

/// <summary>Items end by themselves, and only with their booking.</summary>
public sealed class BookingCancellationTests(GrainFixture fixture) : BookingTest(fixture)
{
    [Fact]
    public async Task Each_item_is_cancelled_by_itself_and_the_last_one_ends_the_booking()
    {
        var cars = await NewCarsAsync(3);
        var booking = await ConfirmedAsync(Request(cars[0], cars[1], cars[2]));
        var firm = (await booking.Read())!;
        Assert.Equal(BookingOutcome.PreconditionFailed, (await booking.CancelItem(1, new([firm.Version - 1]))).Outcome);
        var one = (await booking.CancelItem(1, new([firm.Version]))).Booking!;
        Assert.Equal((BookingStatus.Confirmed, Price / 2), (one.Status, one.Refund!.Value.MinorUnits));
        Assert.Equal([false, true, false], one.Items.Select(item => item.Cancelled is not null));
        Assert.Equal([cars[0].Id, cars[2].Id], (await HeldBy(booking, cars)).Select(a => firm.Items.Single(item => item.AllocationId == a.Id).ResourceId!.Value));
        Assert.Equal(3 * Price - Price / 2, await OwedAsync());
        var note = (await Cluster.Grains.GetInvoice(one.CreditNote!).Read())!;
        Assert.Equal((-Price / 2, firm.Invoice, 1), (note.Total.MinorUnits, note.Corrects, note.Lines.Length));

        await Cluster.DeactivateAsync(booking, Account);
        Assert.Equal((BookingOutcome.Done, one.Version), ((await booking.CancelItem(1, default)).Outcome, (await booking.Read())!.Version));
        Assert.Equal((BookingOutcome.NoSuchItem, BookingOutcome.NoSuchItem), ((await booking.CancelItem(3, default)).Outcome, (await booking.CancelItem(-1, default)).Outcome));
        Assert.Equal(BookingStatus.Confirmed, (await booking.CancelItem(0, default)).Booking!.Status);
        var last = (await booking.CancelItem(2, default)).Booking!;
        Assert.Equal((BookingStatus.Cancelled, 3 * Price / 2), (last.Status, last.Refund!.Value.MinorUnits));
        Assert.Equal((3 * Price / 2, 0), (await OwedAsync(), await Cluster.Grains.GetCustomer(Customer).CountOpen()));
        Assert.Equal(BookingOutcome.Done, (await booking.Cancel(default)).Outcome);
        Assert.Equal(3 * Price / 2, await OwedAsync());
    }

    [Fact]
    public async Task To_cancel_the_rest_refunds_the_rest_alone()
    {
        var cars = await NewCarsAsync(3);
        var booking = await ConfirmedAsync(Request(cars[0], cars[1], cars[2]));
        var first = (await booking.CancelItem(0, default)).Booking!;
        var all = (await booking.Cancel(default)).Booking!;
        Assert.Equal((BookingStatus.Cancelled, 3 * Price / 2), (all.Status, all.Refund!.Value.MinorUnits));
        Assert.NotEqual(first.CreditNote, all.CreditNote);
        Assert.Equal(-Price, (await Cluster.Grains.GetInvoice(all.CreditNote!).Read())!.Total.MinorUnits);
        Assert.Equal(3 * Price / 2, await OwedAsync());
    }

    [Fact]
    public async Task What_has_begun_is_returned_and_what_has_not_is_cancelled()
    {
        var cars = await NewCarsAsync(2);
        var request = Begun(TimeSpan.FromDays(1), cars[0]);
        request = request with { Items = [.. request.Items, .. Request(cars[1]).Items] };
        var booking = await ConfirmedAsync(request);
        Assert.Equal(BookingOutcome.Begun, (await booking.Cancel(default)).Outcome);
        Assert.Equal(BookingOutcome.Begun, (await booking.CancelItem(0, default)).Outcome);
        var cancelled = (await booking.CancelItem(1, default)).Booking!;
        Assert.Equal((BookingStatus.Confirmed, Price / 2), (cancelled.Status, cancelled.Refund!.Value.MinorUnits));
        // What is cancelled is neither late nor kept.
        var back = await booking.Return(BackAt(FromNow(TimeSpan.Zero), request));
        Assert.Equal((BookingStatus.Returned, 0), (back.Booking!.Status, back.Booking.LateFee!.Value.MinorUnits));
        Assert.Equal(BookingOutcome.Done, (await booking.CancelItem(1, default)).Outcome);
        Assert.Equal(BookingOutcome.Over, (await booking.CancelItem(0, default)).Outcome);
    }

    [Fact]
    public async Task A_booking_without_its_last_item_counts_until_the_last_that_is_left()
    {
        var cars = await NewCarsAsync(2);
        var request = Begun(-TimeSpan.FromDays(1), cars[0]);
        var booking = await ConfirmedAsync(request with { Items = [.. request.Items, .. Request(cars[1]).Items] });
        Assert.Equal(1, await Cluster.Grains.GetCustomer(Customer).CountOpen());
        await booking.CancelItem(1, default);
        Assert.Equal(0, await Cluster.Grains.GetCustomer(Customer).CountOpen());
    }

    [Fact]
    public async Task An_item_of_a_booking_that_is_only_held_is_not_cancelled_by_itself()
    {
        var cars = await NewCarsAsync(2);
        var (booking, _) = await BookAsync(Request(cars[0], cars[1]));
        Assert.Equal(BookingOutcome.NotConfirmed, (await booking.CancelItem(0, default)).Outcome);
        Assert.Equal(BookingOutcome.NoSuchBooking, (await Cluster.Grains.GetBooking(Guid.NewGuid()).CancelItem(0, default)).Outcome);
        Assert.Equal(2, (await HeldBy(booking, cars)).Count);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_cancellation_that_is_broken_off_at_any_step_is_completed_once(bool isWritten)
    {
        var cars = await NewCarsAsync(2);
        var brokenOff = 0;
        for (var step = 0; step < 7; step++)
        {
            var before = await OwedAsync();
            var booking = await ConfirmedAsync(Request(cars[0], cars[1]));
            States.Spare(step);
            if (isWritten) States.FailAfterWrite();
            else States.FailBeforeWrite();
            brokenOff += await IsAnsweredAsync(booking.CancelItem(0, default)) ? 0 : 1;
            Reliable();
            await Cluster.DeactivateAsync(booking, Account);
            await booking.Resume();
            var read = (await booking.Read())!;
            if (read.Items[0].Cancelled is null)
                read = (await booking.CancelItem(0, default)).Booking!;
            Assert.Equal((BookingStatus.Confirmed, Price / 2), (read.Status, read.Refund!.Value.MinorUnits));
            Assert.Equal(2 * Price - Price / 2, await OwedAsync() - before);
            Assert.Equal([cars[1].Id], (await HeldBy(booking, cars)).Select(a => read.Items.Single(item => item.AllocationId == a.Id).ResourceId!.Value));
            await booking.Cancel(default);
        }
        Assert.InRange(brokenOff, 4, 7);
    }

    [Fact]
    public async Task Only_the_booking_changes_its_allocations()
    {
        var cars = await NewCarsAsync(1);
        var (booking, held) = await BookAsync(Request(cars[0]));
        var allocation = held.Booking!.Items[0].AllocationId!.Value;
        foreach (var isFirm in new[] { false, true })
        {
            foreach (var by in new Guid?[] { null, Guid.NewGuid() })
            {
                Assert.Equal(ReleaseResult.PartOf(booking.Id()), await GrainOf(cars[0]).Release(new() { ResourceType = Type, AllocationId = allocation, Booking = by }));
                var confirmed = await GrainOf(cars[0]).Confirm(new() { ResourceType = Type, AllocationId = allocation, Booking = by });
                Assert.Equal((ConfirmStatus.PartOfBooking, booking.Id()), (confirmed.Status, confirmed.Booking));
                var updated = await GrainOf(cars[0]).UpdateAllocation(new() { ResourceType = Type, AllocationId = allocation, To = At(2050), Booking = by });
                Assert.Equal((UpdateAllocationStatus.PartOfBooking, booking.Id()), (updated.Status, updated.Booking));
            }
            Assert.Equal((!isFirm, Future), ((await AllocationsOf(cars[0]))[0].IsHold, (await AllocationsOf(cars[0]))[0].Interval));
            Assert.Equal(BookingOutcome.Done, (await booking.Confirm()).Outcome);
        }
    }

    [Fact]
    public async Task A_resource_goes_after_its_bookings_have_been_refunded_in_full()
    {
        var cars = await NewCarsAsync(2);
        var (firm, begun) = (await ConfirmedAsync(Request(cars[0], cars[1])), await ConfirmedAsync(Begun(TimeSpan.FromDays(1), cars[0])));
        var refused = await Delete(cars[0], force: true);
        Assert.Equal((DeleteResourceStatus.Booked, true), (refused.Status, refused.Bookings.Order().SequenceEqual(new[] { firm.Id(), begun.Id() }.Order())));
        await Task.WhenAll(refused.Bookings.Select(id => Cluster.Grains.GetBooking(id).EndItemsOn(cars[0].Id, new("user:op"))));
        Assert.Equal(DeleteResourceStatus.Deleted, (await Delete(cars[0], force: true)).Status);
        var (left, ended) = ((await firm.Read())!, (await begun.Read())!);
        Assert.Equal((BookingStatus.Confirmed, BookingStatus.Cancelled), (left.Status, ended.Status));
        Assert.Equal((Price, Price), (left.Refund!.Value.MinorUnits, ended.Refund!.Value.MinorUnits));
        Assert.Equal((Price, "user:op"), (await OwedAsync(), (await Account.Read(0, 9)).Entries[^1].Actor));
        Assert.Single(await HeldBy(firm, [cars[1]]));
    }

    [Fact]
    public async Task A_booking_that_is_not_confirmed_goes_whole_when_a_resource_does()
    {
        var cars = await NewCarsAsync(2);
        var (booking, _) = await BookAsync(Request(cars[0], cars[1]));
        await booking.EndItemsOn(cars[0].Id);
        Assert.Equal(BookingStatus.Cancelled, (await booking.Read())!.Status);
        Assert.Empty(await HeldBy(booking, cars));
        Assert.Equal((0, null), (await OwedAsync(), (await Account.Read(0, 1)).Reserved));
        // Nor does it do harm to ask one that has nothing there.
        await booking.EndItemsOn(cars[0].Id);
        await Cluster.Grains.GetBooking(Guid.NewGuid()).EndItemsOn(cars[0].Id);
    }

    private static Task<bool> IsAnsweredAsync(Task request) => request.ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default);

    private void Reliable()
    {
        States.FailAfterWrite(0);
        States.FailBeforeWrite(0);
        States.Spare(0);
    }
}
