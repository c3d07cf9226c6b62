using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Bookings;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Billing;
using Inventory.Grains.Bookings;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Bookings;

public sealed class BookingSeriesTests(GrainFixture fixture) : BookingTest(fixture)
{
    private const long Day = 86_400_000_000;

    [Fact]
    public async Task All_occurrences_are_held_confirmed_and_released_in_one_commit_each()
    {
        var car = await NewCarAsync();
        var (booking, held) = await BookAsync(Series(car, count: 20));
        Assert.Equal((CreateBookingStatus.Held, 20), (held.Status, held.Booking!.Items.Select(item => item.AllocationId).Distinct().Count()));
        Assert.Equal(20, (await HeldBy(booking, [car])).Count(allocation => allocation.IsHold));
        var firm = (await booking.Confirm()).Booking!;
        Assert.Equal(20 * Price, await OwedAsync());
        Assert.Single((await Cluster.Grains.GetInvoice(firm.Invoice!).Read())!.Lines);
        Assert.All(await HeldBy(booking, [car]), allocation => Assert.False(allocation.IsHold));
        var cancelled = (await booking.CancelItem(0, default)).Booking!;
        Assert.Equal((BookingStatus.Cancelled, 20 * Price / 2), (cancelled.Status, cancelled.Refund!.Value.MinorUnits));
        Assert.Empty(await AllocationsOf(car));
        Assert.Equal(20 * Price / 2, await OwedAsync());
    }

    [Fact]
    public async Task An_occurrence_that_is_taken_is_named_and_nothing_is_held()
    {
        var cars = await NewCarsAsync(2);
        var request = Series(cars[0], count: 5);
        await AllocatedAsync(cars[0], request.Items[2].Interval.From.Microseconds, request.Items[2].Interval.To.Microseconds);
        request = request with { Items = [request.Items[0] with { ResourceId = cars[1].Id, Series = null, RecurrenceId = null }, .. request.Items] };
        var (booking, refused) = await BookAsync(request);
        Assert.Equal((CreateBookingStatus.SeriesRefused, 1), (refused.Status, refused.Item));
        var conflict = Assert.Single(refused.Conflicts);
        Assert.Equal(("2", RuleKind()), (conflict.RecurrenceId, conflict.Judgement.Broken[0].Kind));
        Assert.Empty(await HeldBy(booking, cars));
        Assert.Equal(refused.Conflicts.Length, (await Cluster.Grains.GetBooking(Guid.NewGuid()).Preview(request)).Conflicts.Length);

        static Inventory.Domain.Policies.RuleKind RuleKind() => Judgement.Overlap([], []).Broken[0].Kind;
    }

    [Fact]
    public async Task Wherever_the_storage_fails_a_series_is_there_or_not()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        var car = await NewCarAsync();
        var owed = 0L;
        for (var round = 0; round < TestSettings.Trials(30); round++)
        {
            var message = $"INVENTORY_SEED={seed} plays this again: round {round}";
            var booking = await AdmittedAsync();
            var wants = random.Next(3);
            await TryAsync(random, () => booking.Create(Series(car, count: 3)));
            await Cluster.DeactivateAsync(booking);
            if (wants > 0)
                await TryAsync(random, () => booking.Confirm());
            if (wants > 1)
                await TryAsync(random, () => booking.CancelItem(0, default));
            foreach (var watch in Cluster.Grains.GetAllPendingBookings())
                await watch.Resume();
            await booking.Resume();

            var seen = await booking.Read();
            var allocations = await HeldBy(booking, [car]);
            Assert.True(allocations.Count == (seen?.Status is BookingStatus.Held or BookingStatus.Confirmed ? 3 : 0), $"{message}: {seen?.Status} with {allocations.Count}");
            Assert.True(allocations.All(a => a.IsHold == (seen!.Status == BookingStatus.Held)), message);
            owed += seen?.Invoice is null ? 0 : 3 * Price - (seen.Refund?.MinorUnits ?? 0);
            Assert.True(owed == await OwedAsync(), $"{message}: {seen?.Status}");
            if (seen?.Status is BookingStatus.Held or BookingStatus.Confirmed)
            {
                owed -= seen.Invoice is null ? 0 : seen.Total().MinorUnits / 2;
                await booking.Cancel(default);
            }
        }
    }

    private CreateBookingRequest Series(Resource car, int count)
    {
        var request = Request(car);
        return request with
        {
            Items = [.. Enumerable.Range(0, count).Select(n => request.Items[0] with { Interval = Shifted(n), Series = 0, RecurrenceId = $"{n}" })],
            Series = [new() { TimeZone = "UTC", FromLocal = "2046-01-01T00:00:00", Duration = "PT1H", RRule = $"FREQ=DAILY;COUNT={count}" }],
        };
    }

    private static Interval Shifted(int days) => new(Future.From.Plus(days * Day), Future.From.Plus(days * Day + 3_600_000_000));
}
