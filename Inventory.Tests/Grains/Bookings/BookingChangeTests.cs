using Inventory.Domain.Bookings;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Grains.Resources;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Bookings;

/// <summary>Items move together or not at all, and the difference is charged or refunded once.</summary>
public sealed class BookingChangeTests(GrainFixture fixture) : BookingTest(fixture)
{
    private static readonly Interval Longer = new(At(2046), At(2048));
    private static readonly Interval Later = new(At(2050), At(2051));

    [Fact]
    public async Task Items_are_lengthened_and_moved_and_what_they_cost_more_is_charged()
    {
        var cars = await NewCarsAsync(3);
        var booking = await ConfirmedAsync(Request(cars[0], cars[1]));
        var before = (await booking.Read())!;
        var result = await ChangeAsync(booking, New(0, cars[0], Longer, 2 * Price), New(1, cars[2], Future, Price + 100));
        Assert.Equal((ChangeBookingStatus.Changed, Price + 100), (result.Status, result.Difference!.Value.MinorUnits));
        var after = (await booking.Read())!;
        Assert.Equal((BookingStatus.Confirmed, 3 * Price + 100, before.Invoice), (after.Status, after.Total().MinorUnits, after.Invoice));
        Assert.Equal(before.Items[0].AllocationId, after.Items[0].AllocationId);
        Assert.Equal(
            [(cars[0].Id, Longer, false), (cars[2].Id, Future, false)],
            (await HeldBy(booking, cars)).Select(a => (after.Items.Single(item => item.AllocationId == a.Id).ResourceId!.Value, a.Interval, a.IsHold)));
        var invoice = (await Cluster.Grains.GetInvoice(after.ChangeInvoice!).Read())!;
        Assert.Equal((Price + 100, 3 * Price + 100), (invoice.Total.MinorUnits, await OwedAsync()));
        // The booking counts until its new end.
        await booking.CancelItem(0, default);
        await booking.CancelItem(1, default);
        Assert.Equal(BookingStatus.Cancelled, (await booking.Read())!.Status);
        Assert.Empty(await HeldBy(booking, cars));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task One_item_that_is_not_to_be_had_leaves_all_as_they_are(bool isConfirmed)
    {
        var cars = await NewCarsAsync(4);
        var other = await GrainOf(cars[3]).Allocate(new() { ResourceType = Type, Interval = Longer, Details = new() { Type = "works" } });
        var (booking, _) = await BookAsync(Request(cars[0], cars[1]));
        if (isConfirmed)
            await booking.Confirm();
        var (before, owed, reserved) = ((await booking.Read())!, await OwedAsync(), (await Account.Read(0, 1)).Reserved);
        foreach (var isDryRun in new[] { true, false })
        {
            var result = await ChangeAsync(booking, isDryRun, New(0, cars[0], Longer), New(1, cars[3], Future));
            Assert.Equal((ChangeBookingStatus.Refused, CreateBookingStatus.Refused, 1), (result.Status, result.Refusal!.Status, result.Refusal.Item));
            Assert.Equal((other.Allocation!.Id, 3), (Assert.Single(result.Refusal.Judgement.Conflicts).Id, result.Refusal.Judgement.Alternatives.Length));
            var after = (await booking.Read())!;
            Assert.Equal(before.Items.Select(Told), after.Items.Select(Told));
            Assert.Equal(before.Status, after.Status);
            Assert.All(await HeldBy(booking, cars), a => Assert.Equal((Future, !isConfirmed), (a.Interval, a.IsHold)));
            Assert.Equal((owed, reserved), (await OwedAsync(), (await Account.Read(0, 1)).Reserved));
        }
        var gone = await ChangeAsync(booking, New(0, cars[0] with { Id = Guid.NewGuid() }, Future));
        Assert.Equal((ChangeBookingStatus.Refused, CreateBookingStatus.NoSuchResource), (gone.Status, gone.Refusal!.Status));
        Assert.Equal(2, (await HeldBy(booking, cars)).Count);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_changes_nothing()
    {
        var cars = await NewCarsAsync(2);
        var booking = await ConfirmedAsync(Request(cars[0]));
        var before = (await booking.Read())!;
        var result = await ChangeAsync(booking, isDryRun: true, New(0, cars[0], Longer, 2 * Price));
        Assert.Equal((ChangeBookingStatus.Changed, Price, Longer), (result.Status, result.Difference!.Value.MinorUnits, result.Booking!.Items[0].Interval));
        Assert.Equal((before.Version, Told(before.Items[0])), ((await booking.Read())!.Version, Told((await booking.Read())!.Items[0])));
        Assert.Equal((Future, Price), (Assert.Single(await AllocationsOf(cars[0])).Interval, await OwedAsync()));
        Assert.Equal(ChangeBookingStatus.Changed, (await ChangeAsync(booking, isDryRun: true, New(0, null, Later))).Status);
    }

    [Fact]
    public async Task What_a_cancellation_would_keep_is_kept_through_changes()
    {
        var cars = await NewCarsAsync(2);
        // A day before it, half is kept.
        var booking = await ConfirmedAsync(Request(cars[0]));
        var shorter = await ChangeAsync(booking, New(0, cars[0], new(Future.From, new(At(2046).Microseconds + 86_400_000_000)), 1000));
        Assert.Equal((-Price / 2, Price / 2), (shorter.Difference!.Value.MinorUnits, await OwedAsync()));
        Assert.Equal(-Price / 2, (await Cluster.Grains.GetInvoice(shorter.Booking!.CreditNote!).Read())!.Total.MinorUnits);
        Assert.Equal(0, (await booking.Cancel(default)).Booking!.Refund!.Value.MinorUnits);
        Assert.Equal(Price / 2, await OwedAsync());

        // An hour before it, all is kept: also when it is moved first, and cancelled then.
        var soon = Request(cars[1]);
        soon = soon with { Items = [soon.Items[0] with { Interval = new(FromNow(TimeSpan.FromHours(1)), FromNow(TimeSpan.FromHours(2))) }] };
        var late = await ConfirmedAsync(soon);
        Assert.Equal(0, (await ChangeAsync(late, New(0, cars[1], Later))).Difference!.Value.MinorUnits);
        Assert.Equal(0, (await late.Cancel(default)).Booking!.Refund!.Value.MinorUnits);
        Assert.Equal(Price / 2 + Price, await OwedAsync());
    }

    [Fact]
    public async Task What_is_held_is_charged_as_it_was_changed()
    {
        var cars = await NewCarsAsync(2);
        var (booking, held) = await BookAsync(Request(cars[0]));
        var changed = await ChangeAsync(booking, New(0, cars[1], Later, 1000));
        Assert.Equal((BookingStatus.Held, 1000 - Price), (changed.Booking!.Status, changed.Difference!.Value.MinorUnits));
        Assert.Equal(1000, (await Account.Read(0, 1)).Reserved!.Value.MinorUnits);
        Assert.True(Assert.Single(await HeldBy(booking, cars)).IsHold);
        Assert.Empty(await AllocationsOf(cars[0]));
        // Whoever asks again is answered as at first.
        Assert.Equal(held.Booking!.Items.Select(Told), (await booking.Create(Request(cars[0]))).Booking!.Items.Select(Told));
        Assert.Equal(BookingStatus.Confirmed, (await booking.Confirm()).Booking!.Status);
        Assert.Equal((1000, false), (await OwedAsync(), Assert.Single(await HeldBy(booking, cars)).IsHold));
    }

    [Fact]
    public async Task Limits_hold_for_changes_too()
    {
        var cars = await NewCarsAsync(1);
        var booking = await ConfirmedAsync(Request(cars[0]));
        var read = (await booking.Read())!;
        var request = new ChangeBookingRequest { Items = [New(0, cars[0], Longer, 2 * Price)], Seen = read.Version };
        Assert.Equal((ChangeBookingStatus.OverLimit, ReserveQuotaStatus.TooFarAhead), await LimitAsync(request with { MaxAhead = TimeSpan.FromDays(100) }));
        var past = new Interval(FromNow(-TimeSpan.FromHours(1)), FromNow(TimeSpan.FromHours(1)));
        Assert.Equal((ChangeBookingStatus.OverLimit, ReserveQuotaStatus.Begun), await LimitAsync(request with { Items = [New(0, cars[0], past)], IsLimited = true }));
        var over = await booking.Change(request with { Seen = (await booking.Read())!.Version, CreditLimit = new(2 * Price - 1, "EUR") });
        Assert.Equal((ChangeBookingStatus.Refused, CreateBookingStatus.OverCreditLimit), (over.Status, over.Refusal!.Status));
        Assert.Equal((Future, Price), (Assert.Single(await AllocationsOf(cars[0])).Interval, await OwedAsync()));
        Assert.Equal(1, await Cluster.Grains.GetCustomer(Customer).CountOpen());
        Assert.Equal(ChangeBookingStatus.Stale, (await booking.Change(request)).Status);

        async Task<(ChangeBookingStatus, ReserveQuotaStatus)> LimitAsync(ChangeBookingRequest wanted)
        {
            var result = await booking.Change(wanted with { Seen = (await booking.Read())!.Version });
            return (result.Status, result.Limit);
        }
    }

    [Fact]
    public async Task Of_what_has_begun_only_the_end_is_open()
    {
        var cars = await NewCarsAsync(2);
        var request = Begun(TimeSpan.FromDays(1), cars[0]);
        var booking = await ConfirmedAsync(request);
        var begin = request.Items[0].Interval.From;
        Assert.Equal(BookingOutcome.Begun, (await ChangeAsync(booking, New(0, cars[1], request.Items[0].Interval))).Outcome);
        Assert.Equal(BookingOutcome.Begun, (await ChangeAsync(booking, New(0, cars[0], Future))).Outcome);
        Assert.Equal(BookingOutcome.Begun, (await ChangeAsync(booking, New(0, cars[0], new(begin, FromNow(-TimeSpan.FromHours(1)))))).Outcome);
        var longer = await ChangeAsync(booking, New(0, cars[0], new(begin, FromNow(TimeSpan.FromDays(3))), Price + 500));
        Assert.Equal((ChangeBookingStatus.Changed, 500), (longer.Status, longer.Difference!.Value.MinorUnits));

        var ended = await ConfirmedAsync(Begun(-TimeSpan.FromDays(1), cars[1]));
        Assert.Equal(BookingOutcome.Over, (await ChangeAsync(ended, New(0, cars[1], Future))).Outcome);
        await ended.Return(BackAt(FromNow(TimeSpan.Zero), request));
        Assert.Equal(BookingOutcome.Over, (await ChangeAsync(ended, New(0, cars[1], Future))).Outcome);
        var cancelled = await ConfirmedAsync(Request(cars[1]));
        await cancelled.Cancel(default);
        Assert.Equal(BookingOutcome.Cancelled, (await ChangeAsync(cancelled, New(0, cars[1], Future))).Outcome);
        Assert.Equal(BookingOutcome.NoSuchBooking, (await Cluster.Grains.GetBooking(Guid.NewGuid()).Change(new() { Items = [], Seen = 1 })).Outcome);
    }

    [Fact]
    public async Task An_item_moves_to_any_of_a_type()
    {
        var cars = await NewCarsAsync(2);
        var booking = await ConfirmedAsync(Request(cars[0]));
        var moved = await ChangeAsync(booking, New(0, null, Later));
        Assert.Equal(ChangeBookingStatus.Changed, moved.Status);
        var item = moved.Booking!.Items[0];
        var found = await Cluster.Grains.GetResource(item.ResourceId!.Value).FindAllocation(Type, item.AllocationId!.Value);
        Assert.Equal((Later, booking.Id()), (found.Allocation!.Interval, found.Allocation.Booking));
        Assert.Equal(found.Allocation.Id, Assert.Single(await HeldBy(booking, cars)).Id);
    }

    [Fact]
    public async Task Wherever_the_storage_fails_all_items_move_or_none_and_the_difference_is_settled_once()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        var cars = await NewCarsAsync(3);
        var (owed, moved, rounds) = (0L, 0, TestSettings.Trials(20));
        for (var round = 0; round < rounds || (moved is 0 || moved == round && round < 10 * rounds); round++)
        {
            var message = $"INVENTORY_SEED={seed} plays this again: round {round}";
            var (booking, held) = await BookAsync(Request(cars[0], cars[1]));
            Assert.True(held.Status == CreateBookingStatus.Held, message);
            var isConfirmed = random.Next(2) == 0;
            if (isConfirmed)
                await booking.Confirm();
            var (before, difference) = ((await booking.Read())!, random.Next(2) == 0 ? 300 : -300);
            await TryAsync(random, () => ChangeAsync(booking, New(0, cars[0], Longer, Price + difference), New(1, random.Next(2) == 0 ? cars[2] : null, Later)));
            await Cluster.DeactivateAsync(booking);
            foreach (var watch in Cluster.Grains.GetAllPendingBookings())
                await watch.Resume();
            await booking.Resume();

            var after = (await booking.Read())!;
            Assert.True(after.Status == before.Status, $"{message}: {after.Status}");
            var isMoved = after.Items[0].Interval == Longer;
            Assert.True(isMoved == (after.Items[1].Interval == Later), message);
            var allocations = await HeldBy(booking, cars);
            Assert.True(allocations.Select(a => a.Id).Order().SequenceEqual(after.Items.Select(item => item.AllocationId!.Value).Order()), $"{message}: {allocations.Count} allocations");
            Assert.True(after.Items.All(item => allocations.Single(a => a.Id == item.AllocationId).Interval == item.Interval), message);
            Assert.True(allocations.All(a => a.IsHold == !isConfirmed), message);
            owed += isConfirmed ? 2 * Price + (isMoved ? difference : 0) : 0;
            Assert.True(owed == await OwedAsync(), $"{message}: {await OwedAsync()} and not {owed}");
            moved += isMoved ? 1 : 0;
            owed -= (await booking.Cancel(default)).Booking!.Refund!.Value.MinorUnits;
            Assert.True((await Account.Read(0, 1)).Reserved is null, message);
        }
    }

    private static (Guid?, Interval, Guid?, long, object?) Told(BookingItem item) => (item.ResourceId, item.Interval, item.AllocationId, item.Price().MinorUnits, item.Kept);

    private BookingItemChange New(int index, Resource? car, Interval interval, long price = Price) => new()
    {
        Index = index,
        ResourceType = Type,
        ResourceId = car?.Id,
        Interval = interval,
        Quote = Quote with { Total = new(price, "EUR") },
    };

    private static async Task<ChangeBookingResult> ChangeAsync(IBookingGrain booking, bool isDryRun, params BookingItemChange[] changes) =>
        await booking.Change(new() { Items = [.. changes], Seen = (await booking.Read())!.Version, IsDryRun = isDryRun, RequestedBy = new("user:op") });

    private static Task<ChangeBookingResult> ChangeAsync(IBookingGrain booking, params BookingItemChange[] changes) => ChangeAsync(booking, isDryRun: false, changes);
}
