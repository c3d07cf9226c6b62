using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Grains.Bookings;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Bookings;

public sealed class BookingRaceTests(GrainFixture fixture) : BookingTest(fixture)
{
    [Fact]
    public async Task Of_many_bookings_of_overlapping_pairs_none_is_ever_half()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        var cars = await NewCarsAsync(20);
        var pairs = Enumerable.Range(0, TestSettings.Trials(200)).Select(_ => cars.OrderBy(_ => random.Next()).Take(2).ToArray()).ToList();
        var booked = await Task.WhenAll(pairs.Select(pair => Task.Run(() => BookAsync(Request(pair[0], pair[1])))));

        var held = booked.Where(b => b.Result.Status == CreateBookingStatus.Held).ToList();
        Assert.All(booked, b => Assert.True(b.Result.Status is CreateBookingStatus.Held or CreateBookingStatus.Refused, $"INVENTORY_SEED={seed}"));
        Assert.NotEmpty(held);
        foreach (var (booking, result) in booked)
            Assert.Equal(result.Status == CreateBookingStatus.Held ? 2 : 0, (await HeldBy(booking, cars)).Count);

        var confirmed = await Task.WhenAll(held.Select((b, i) => Task.Run(async () => i % 2 == 0 ? (await b.Grain.Confirm()).Booking! : (await b.Grain.Cancel(default)).Booking!)));
        var firm = confirmed.Count(booking => booking.Status == BookingStatus.Confirmed);
        Assert.Equal((held.Count + 1) / 2, firm);
        var left = new List<Allocation>();
        foreach (var car in cars)
            left.AddRange(await AllocationsOf(car));
        Assert.Equal((2 * firm, 0), (left.Count, left.Count(allocation => allocation.IsHold)));
        Assert.Equal(2 * Price * firm, await OwedAsync());
    }

    [Fact]
    public async Task Wherever_the_storage_fails_it_ends_in_all_or_nothing()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        var cars = await NewCarsAsync(3);
        var owed = 0L;
        for (var round = 0; round < TestSettings.Trials(60); round++)
        {
            var message = $"INVENTORY_SEED={seed} plays this again: round {round}";
            var booking = await AdmittedAsync();
            var request = Request(cars[random.Next(3)], null);
            var wants = random.Next(3);
            await TryAsync(random, () => booking.Create(request));
            await Cluster.DeactivateAsync(booking);
            if (wants > 0)
                await TryAsync(random, () => booking.Confirm());
            if (wants > 1)
                await TryAsync(random, () => booking.Cancel(default));
            foreach (var watch in Cluster.Grains.GetAllPendingBookings())
                await watch.Resume();
            await booking.Resume();

            var seen = await booking.Read();
            var allocations = await HeldBy(booking, cars);
            Assert.True(allocations.Count == (seen?.Status is BookingStatus.Held or BookingStatus.Confirmed ? 2 : 0), $"{message}: {seen?.Status} with {allocations.Count}");
            Assert.True(seen?.Status is null or BookingStatus.Held or BookingStatus.Confirmed or BookingStatus.Cancelled, $"{message}: {seen?.Status}");
            Assert.True(allocations.All(a => a.IsHold == (seen!.Status == BookingStatus.Held)), message);
            owed += seen?.Invoice is null ? 0 : 2 * Price - (seen.Refund?.MinorUnits ?? 0);
            Assert.True(owed == await OwedAsync(), $"{message}: {seen?.Status}");
            if (seen?.Status is BookingStatus.Held or BookingStatus.Confirmed)
            {
                owed -= seen.Invoice is null ? 0 : Price;
                await booking.Cancel(default);
            }
        }
    }

    [Fact]
    public async Task Wherever_the_storage_fails_everything_is_back_or_nothing_and_what_is_late_is_charged_once()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        var cars = await NewCarsAsync(2);
        var (owed, returned, rounds) = (0L, 0, TestSettings.Trials(40));
        // It goes on until both have happened.
        for (var round = 0; round < rounds || (returned == round && round < 10 * rounds); round++)
        {
            var message = $"INVENTORY_SEED={seed} plays this again: round {round}";
            var isLate = random.Next(2) == 0;
            var request = Begun(isLate ? -TimeSpan.FromMinutes(30) : TimeSpan.FromDays(1), cars[0], cars[1]);
            var (booking, held) = await BookAsync(request);
            Assert.True(held.Status == CreateBookingStatus.Held, message);
            await booking.Confirm();
            var at = FromNow(-TimeSpan.FromMinutes(5));
            for (var tries = 1 + random.Next(2); tries > 0; tries--)
                await TryAsync(random, () => booking.Return(BackAt(at, request)));
            await Cluster.DeactivateAsync(booking);
            foreach (var watch in Cluster.Grains.GetAllPendingBookings())
                await watch.Resume();
            var seen = (await booking.Read())!;
            var isBack = seen.Status == BookingStatus.Returned;
            Assert.True(isBack || seen.Status == BookingStatus.Confirmed, $"{message}: {seen.Status}");
            Assert.True(isBack == (seen.ReturnedAt == at) && (seen.LateInvoice is not null) == (isBack && isLate), message);
            var ends = (await HeldBy(booking, cars)).Select(allocation => allocation.Interval.To).ToList();
            var end = isBack && !isLate ? at : request.Items[0].Interval.To;
            Assert.True(ends is [var first, var second] && first == end && second == end, $"{message}: {string.Join(", ", ends)} and not {end}");
            owed += 2 * Price + (isBack && isLate ? 2 * (Price / 100) : 0);
            Assert.True(owed == await OwedAsync(), message);
            returned += isBack ? 1 : 0;
            foreach (var (item, car) in seen.Items.Zip(cars))
                await Release(booking, car, item.AllocationId!.Value);
        }
        Assert.True(returned > 0);
    }

    [Fact]
    public async Task A_limit_of_bookings_cannot_be_raced()
    {
        var customer = Cluster.Grains.GetCustomer(Customer);
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => customer.ReserveQuota(New()))));
        Assert.Equal(3, results.Count(result => result.Status == ReserveQuotaStatus.Admitted));
        Assert.Equal(47, results.Count(result => result.Status == ReserveQuotaStatus.TooMany));
        await customer.ReleaseQuota(results.First(result => result.Status == ReserveQuotaStatus.Admitted).Booking, until: null);
        Assert.Equal([ReserveQuotaStatus.Admitted, ReserveQuotaStatus.TooMany], [(await customer.ReserveQuota(New())).Status, (await customer.ReserveQuota(New())).Status]);
        Assert.Equal(ReserveQuotaStatus.TooFarAhead, (await customer.ReserveQuota(New() with { MaxAhead = TimeSpan.FromDays(1) })).Status);

        static ReserveQuotaRequest New() => new() { Booking = Guid.NewGuid(), Until = Future.To, Hold = TimeSpan.FromMinutes(10), MaxBookings = 3 };
    }

    [Fact]
    public async Task A_request_with_a_key_is_the_same_booking()
    {
        var customer = Cluster.Grains.GetCustomer(Customer);
        var request = new ReserveQuotaRequest { Booking = Guid.NewGuid(), Until = Future.To, Hold = TimeSpan.FromMinutes(10), MaxBookings = 1, Key = new("k", 1) };
        var first = await customer.ReserveQuota(request);
        Assert.Equal((ReserveQuotaStatus.Admitted, request.Booking), (first.Status, first.Booking));
        await Cluster.DeactivateAsync(customer);
        Assert.Equal(first, await customer.ReserveQuota(request with { Booking = Guid.NewGuid() }));
        Assert.Equal(ReserveQuotaStatus.KeyReused, (await customer.ReserveQuota(request with { Key = new("k", 2) })).Status);
        await customer.CancelQuota(request.Booking);
        Assert.Equal(ReserveQuotaStatus.Admitted, (await customer.ReserveQuota(request with { Key = new("k", 2) })).Status);
    }
}
