using Inventory.Domain.Availability;
using Inventory.Domain.Resources;
using Inventory.Domain.Shop;
using Inventory.Domain.Time;
using Inventory.Domain.Webhooks;
using Inventory.Grains.Availability;
using Inventory.Grains.Policies;
using Inventory.Storage;
using Inventory.Tests.Domain;

namespace Inventory.Tests.Grains.Availability;

public sealed class AvailabilityIndexTests
{
    private static readonly Instant Now = new(1_000);

    private static Resource Car(int number) => Sample.Car with { Id = Sample.Id(1_000 + number), Name = $"Car{number}", Ordinal = number };

    private static RecordedEvent Event(long seq, Resource car, ResourceEvent change) => new(seq, car.Id, "Car", seq, change, Now, null);

    private static AvailabilityIndex Empty() => new("Car", new StoredBusyIntervals(0, [], []), TypeRules.None);

    [Fact]
    public void It_tells_what_is_free_by_ordinal_from_a_place_on()
    {
        var index = Empty();
        for (var i = 1; i <= 10; i++)
            index.CatchUp(Event(i, Car(i), new ResourceEvent.ResourceCreated(Car(i))));
        index.CatchUp(Event(11, Car(3), new ResourceEvent.Allocated(Sample.Allocation(1, 5, 15))));
        Assert.Equal([1L, 2, 4, 5], index.FindAvailable(Request(Sample.Interval(0, 6), 0, 4), Now).Select(r => r.Ordinal));
        Assert.Equal([3L, 4], index.FindAvailable(Request(Sample.Interval(15, 20), 2, 2), Now).Select(r => r.Ordinal));
        Assert.Equal(11, index.Seq);
    }

    [Fact]
    public void A_hold_that_is_over_is_not_in_the_way()
    {
        var index = Empty();
        index.CatchUp(Event(1, Car(1), new ResourceEvent.ResourceCreated(Car(1))));
        index.CatchUp(Event(2, Car(1), new ResourceEvent.Allocated(Sample.Allocation(1, 5, 15) with { Expires = new(2_000) })));
        Assert.Empty(index.FindAvailable(Request(Sample.Interval(0, 6), 0, 1), new(1_999)));
        Assert.Single(index.FindAvailable(Request(Sample.Interval(0, 6), 0, 1), new(2_000)));
    }

    [Fact]
    public void The_earliest_times_are_told_across_the_type()
    {
        var index = Empty();
        for (var i = 1; i <= 4; i++)
        {
            index.CatchUp(Event((2 * i) - 1, Car(i), new ResourceEvent.ResourceCreated(Car(i))));
            index.CatchUp(Event(2 * i, Car(i), new ResourceEvent.Allocated(Sample.Allocation(i, 0, 10 * i))));
        }
        Assert.Equal([Sample.Interval(10, 15), Sample.Interval(20, 25), Sample.Interval(30, 35)], index.FindEarliest(Sample.Interval(0, 5), null, [], Now, limit: 3));
    }

    [Fact]
    public void Only_what_matches_is_found_also_after_a_change()
    {
        var index = Empty();
        for (var i = 1; i <= 6; i++)
            index.CatchUp(Event(i, Car(i), new ResourceEvent.ResourceCreated(Like(i, i % 2 == 0 ? "automatic" : "manual", i < 4 ? 5 : 2))));
        Assert.Equal([2L, 4, 6], Find(Gearbox("automatic")));
        Assert.Equal([2L], Find(Gearbox("automatic"), Seats(5)));
        index.CatchUp(Event(7, Car(1), new ResourceEvent.ResourceUpdated(Like(1, "automatic", 5))));
        index.CatchUp(Event(8, Car(2), new ResourceEvent.ResourceUpdated(Like(2, "automatic", 2))));
        index.CatchUp(Event(9, Car(6), new ResourceEvent.ResourceDeleted()));
        index.CatchUp(Event(10, Car(4), new ResourceEvent.Allocated(Sample.Allocation(1, 5, 15))));
        index.CatchUp(Event(11, Car(7), new ResourceEvent.ResourceCreated(Like(7, "automatic", 5))));
        Assert.Equal([1L, 2, 7], Find(Gearbox("automatic")));
        Assert.Equal([1L, 7], Find(Gearbox("automatic"), Seats(5)));
        Assert.Empty(Find(Gearbox("none")));
        Assert.Equal([Sample.Interval(5, 10), Sample.Interval(15, 20)],
            (Interval[])[.. index.FindEarliest(Sample.Interval(5, 10), null, [Gearbox("automatic"), Seats(2)], Now, limit: 3)]);

        IEnumerable<long> Find(params AttributeFilter[] filters) => index.FindAvailable(Request(Sample.Interval(0, 6), 0, 9) with { Attributes = [.. filters] }, Now).Select(r => r.Ordinal);

        static Resource Like(int number, string gearbox, int seats) => Car(number) with { Attributes = Sample.Json($$"""{"gearbox":"{{gearbox}}","seats":{{seats}}}""") };

        static AttributeFilter Gearbox(string value) => new("gearbox", [AttributeValue.Of(value)]);

        static AttributeFilter Seats(double value) => new("seats", [AttributeValue.Of(value)]);
    }

    [Fact]
    public void Whatever_happens_it_agrees_with_the_calendars_even_if_it_follows_again_what_it_was_loaded_with()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        var cars = Enumerable.Range(1, 20).Select(Car).ToArray();
        var states = cars.ToDictionary(c => c.Id, c => ResourceState.None.Apply(new ResourceEvent.ResourceCreated(c), Now));
        var events = cars.Select((c, i) => Event(i + 1, c, new ResourceEvent.ResourceCreated(c))).ToList();
        for (var i = 0; i < 3_000; i++)
        {
            var car = cars[random.Next(cars.Length)];
            if (RandomChange(random, states[car.Id], i) is not { } change)
                continue;
            states[car.Id] = states[car.Id].Apply(change, Now);
            events.Add(Event(events.Count + 1, car, change));
        }

        // Loaded at the end, and told everything again from some place on.
        var loaded = new StoredBusyIntervals(random.Next(events.Count), cars,
            [.. states.SelectMany(s => s.Value.Calendar.Overlapping(Interval.Always).Select(a => (s.Key, BusyInterval.Of(a))))]);
        var index = new AvailabilityIndex("Car", loaded, TypeRules.None);
        foreach (var next in events.Skip((int)loaded.Seq))
            index.CatchUp(next);

        for (var from = 0; from < 110; from++)
        {
            var window = Sample.Interval(from, from + random.Next(1, 5));
            var expected = cars.Where(c => states[c.Id].Calendar.Overlapping(window, 1).Count == 0).Select(c => c.Ordinal);
            Assert.True(expected.SequenceEqual(index.FindAvailable(Request(window, 0, 100), Now).Select(r => r.Ordinal)), $"seed {seed}, window {window}");
        }
    }

    private static FindAvailableRequest Request(Interval window, long after, int limit) => new() { Window = window, After = after, Limit = limit };

    private static ResourceEvent? RandomChange(Random random, ResourceState state, int id)
    {
        var from = random.Next(100);
        var interval = Sample.Interval(from, from + random.Next(1, 5));
        var present = state.Calendar.Overlapping(Interval.Always);
        if (present.Count == 0 || random.Next(3) > 0)
            return state.Calendar.Overlapping(interval, 1).Count > 0 ? null : new ResourceEvent.Allocated(Sample.Allocation(id + 1, interval));
        var victim = present[random.Next(present.Count)];
        if (random.Next(2) == 0)
            return new ResourceEvent.Released(victim.Id);
        return state.Calendar.Remove(victim.Id).Overlapping(interval, 1).Count > 0 ? null : new ResourceEvent.AllocationUpdated(victim with { Interval = interval });
    }
}
