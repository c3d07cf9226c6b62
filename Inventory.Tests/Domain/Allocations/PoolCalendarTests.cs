using Inventory.Domain.Allocations;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Allocations;

/// <summary>The calendar of a pool against a dumb one, which counts the units at each moment.</summary>
public sealed class PoolCalendarTests
{
    private const int Units = 7;
    private const int Moments = 60;

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void A_pool_answers_whatever_its_model_answers(int offset)
    {
        var seed = Seed.Next() + offset;
        var random = new Random(seed);
        var (calendar, model) = (Calendar.Empty.WithUnits(Units), new List<Allocation>());
        for (var step = 0; step < TestSettings.Trials(3_000); step++)
        {
            Change(random, ref calendar, model, step);
            var window = Window(random);
            var units = random.Next(1, Units + 2);
            var message = $"INVENTORY_SEED={seed} plays this again: step {step}, {window}, {units} units";
            Assert.True(Loads(model, window).Max() == calendar.HighestLoad(window), message);
            Assert.True(Expected(model, window).SequenceEqual(calendar.Overlapping(window)), message);
            Assert.True(Gaps(model, window, units).SequenceEqual(calendar.EachGap(window, TimeSpan.FromMicroseconds(1), units: units)), message);
            Assert.True(Enumerable.Reverse(Gaps(model, window, units)).SequenceEqual(calendar.EachGap(window, TimeSpan.FromMicroseconds(1), isBackward: true, units)), message);
            Assert.True(calendar.EachLoad(window).All(load => Loads(model, load.Time).All(taken => taken == load.Taken)), message);
            var owner = Owners[random.Next(Owners.Length)];
            Assert.True(Expected(model, window).Where(allocation => allocation.Owner == owner).SequenceEqual(calendar.Overlapping(window, owner).OrderBy(a => (a.Interval.From, a.Id))), message);
        }
        var loaded = Calendar.Of([.. model], Units);
        Assert.Equal(calendar.EachLoad(Interval.Always), loaded.EachLoad(Interval.Always));
        Assert.Equal(calendar.Overlapping(Interval.Always), loaded.Overlapping(Interval.Always));
    }

    [Fact]
    public void More_units_than_there_are_do_not_fit()
    {
        var full = Calendar.Empty.WithUnits(2).Add(Allocation(1, Sample.Interval(0, 10), 2));
        Assert.Throws<ArgumentException>(() => full.Add(Allocation(2, Sample.Interval(9, 20), 1)));
        Assert.Equal(2, full.Add(Allocation(2, Sample.Interval(10, 20), 2)).Count);
        Assert.Throws<ArgumentException>(() => Calendar.Empty.WithUnits(2).Add(Allocation(1, Sample.Interval(0, 10), 0)));
    }

    private static readonly Guid[] Owners = [Guid.NewGuid(), Guid.NewGuid()];

    private static void Change(Random random, ref Calendar calendar, List<Allocation> model, int step)
    {
        if (model.Count > 0 && random.Next(100) < (model.Count > 150 ? 60 : 40))
        {
            var gone = model[random.Next(model.Count)];
            model.Remove(gone);
            calendar = calendar.Remove(gone.Id);
            return;
        }
        var allocation = Allocation(step, Window(random), random.Next(1, 4)) with { Owner = random.Next(3) == 0 ? Owners[random.Next(Owners.Length)] : null };
        if (Loads(model, allocation.Interval).Max() + allocation.Units > Units)
            return;
        model.Add(allocation);
        calendar = calendar.Add(allocation);
    }

    private static Allocation Allocation(int id, Interval interval, int units) => Sample.Allocation(id + 1, interval) with { Units = units };

    private static Interval Window(Random random)
    {
        var (from, length) = (random.Next(Moments - 1), random.Next(1, 12));
        return Sample.Interval(random.Next(40) == 0 ? null : from, random.Next(40) == 0 ? null : Math.Min(Moments, from + length));
    }

    // One number before all finite moments, one for each, and one after them.
    private static IEnumerable<int> Loads(List<Allocation> model, Interval window) => Enumerable.Range(-1, Moments + 2)
        .Where(moment => At(moment).Overlaps(window)).Select(moment => model.Where(allocation => allocation.Interval.Overlaps(At(moment))).Sum(allocation => allocation.Units));

    private static Interval At(int moment) => moment < 0 ? Sample.Interval(null, 0) : moment >= Moments ? Sample.Interval(Moments, null) : Sample.Interval(moment, moment + 1);

    private static IEnumerable<Allocation> Expected(List<Allocation> model, Interval window) =>
        model.Where(allocation => allocation.Interval.Overlaps(window)).OrderBy(allocation => (allocation.Interval.From, allocation.Id));

    private static List<Interval> Gaps(List<Allocation> model, Interval window, int units)
    {
        var gaps = new List<Interval>();
        foreach (var moment in Enumerable.Range(-1, Moments + 2))
        {
            if (At(moment).Cut(window) is not { } part || model.Where(allocation => allocation.Interval.Overlaps(part)).Sum(allocation => allocation.Units) + units > Units)
                continue;
            if (gaps.Count > 0 && gaps[^1].To == part.From)
                gaps[^1] = new(gaps[^1].From, part.To);
            else
                gaps.Add(part);
        }
        return gaps;
    }
}
