using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Series;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

public sealed class SeriesDecisionsTests
{
    private static readonly Guid Series = Guid.NewGuid();

    [Fact]
    public void All_occurrences_are_allocated_or_none()
    {
        var free = Sample.State((25, 26)).ChangeSeries(Request(Occurrences((0, 10), (10, 20), (30, 40))), new(5), Limits.Default, Rules.None);
        Assert.Equal([(21L, 0L), (22, 10), (23, 30)], free.Changes.Cast<ResourceEvent.Allocated>().Select(change => (change.Allocation.Version, change.Allocation.Interval.From.Microseconds)));
        var taken = Sample.State((5, 6), (35, 36)).ChangeSeries(Request(Occurrences((0, 10), (10, 20), (30, 40))), new(5), Limits.Default, Rules.None);
        Assert.Empty(taken.Changes);
        Assert.Equal(["0", "30"], taken.Answer.Conflicts.Select(conflict => conflict.RecurrenceId));
    }

    [Fact]
    public void What_is_taken_is_left_out_if_that_is_wanted()
    {
        var skipped = Sample.State((5, 6)).ChangeSeries(Request(Occurrences((0, 10), (10, 20))) with { SkipsConflicts = true }, new(5), Limits.Default, Rules.None);
        Assert.Equal(["10"], skipped.Answer.Allocations.Select(allocation => allocation.Extras!.RecurrenceId));
        Assert.Equal(["0"], skipped.Answer.Conflicts.Select(conflict => conflict.RecurrenceId));
    }

    [Fact]
    public void Occurrences_do_not_overlap_each_other() =>
        Assert.Equal(["5"], Sample.State().ChangeSeries(Request(Occurrences((0, 10), (5, 15))), new(5), Limits.Default, Rules.None).Answer.Conflicts.Select(conflict => conflict.RecurrenceId));

    /// <summary>Whatever the times are before and after, the events lead to them, and to what others have.</summary>
    [Fact]
    public void Moves_lead_to_what_was_wanted_whatever_is_on_the_way()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var round = 0; round < TestSettings.Trials(300); round++)
        {
            var (before, after) = (Random(random, random.Next(1, 12)), Random(random, random.Next(1, 12)));
            var others = Random(random, 3).Where(time => !before.Concat(after).Any(one => one.Overlaps(time))).ToList();
            var state = Sample.State([.. others.Select(time => ((long?)time.From.Microseconds, (long?)time.To.Microseconds))]);
            state = Apply(state, state.ChangeSeries(Request(before), new(5), Limits.Default, Rules.None));
            var allocations = state.ListSeries("Car", Series);
            var request = Request(after[Math.Min(after.Count, before.Count)..]) with
            {
                Moved = [.. allocations.Zip(after, (allocation, time) => new MovedOccurrence(allocation.Id, new($"{time.From.Microseconds}", time)))],
                Released = [.. allocations.Skip(after.Count).Select(allocation => allocation.Id)],
            };
            var decision = state.ChangeSeries(request, new(6), Limits.Default, Rules.None);
            Assert.True(decision.Answer.Conflicts.IsEmpty, $"INVENTORY_SEED={seed} plays this again: round {round}");
            state = Apply(state, decision);
            Assert.Equal(after, state.ListSeries("Car", Series).Select(allocation => allocation.Interval));
            Assert.Equal(others.Concat(after).OrderBy(time => time.From), state.Calendar.Overlapping(Interval.Always).Select(allocation => allocation.Interval));
        }
    }

    /// <summary>What stays may be in the way of others, which then stay as well: no two ever have the same time.</summary>
    [Fact]
    public void What_cannot_be_moved_stays_if_that_is_wanted()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var round = 0; round < TestSettings.Trials(300); round++)
        {
            var before = Random(random, random.Next(1, 12));
            var others = Random(random, 3).Where(time => !before.Any(one => one.Overlaps(time))).ToList();
            var state = Sample.State([.. others.Select(time => ((long?)time.From.Microseconds, (long?)time.To.Microseconds))]);
            state = Apply(state, state.ChangeSeries(Request(before), new(5), Limits.Default, Rules.None));
            var by = random.Next(-8, 9);
            var wanted = before.ConvertAll(time => Sample.Interval(time.From.Microseconds + by, time.To.Microseconds + by));
            var allocations = state.ListSeries("Car", Series);
            var request = Request([]) with { SkipsConflicts = true, KeepsDetails = true, Moved = [.. allocations.Zip(wanted, (allocation, time) => new MovedOccurrence(allocation.Id, new(allocation.Extras!.RecurrenceId!, time)))] };
            var decision = state.ChangeSeries(request, new(6), Limits.Default, Rules.None);
            var after = Apply(state, decision).ListSeries("Car", Series).OrderBy(one => long.Parse(one.Extras!.RecurrenceId!, null)).ToList();
            var stays = decision.Answer.Conflicts.Select(conflict => conflict.RecurrenceId).ToHashSet();
            Assert.True(
                after.Select(one => one.Interval).SequenceEqual(before.Zip(wanted, (from, to) => stays.Contains($"{from.From.Microseconds}") ? from : to)), $"INVENTORY_SEED={seed} plays this again: round {round}");
            // Of those that stay each is kept back by something that has its time in the end.
            Assert.All(after.Zip(wanted).Where(one => stays.Contains(one.First.Extras!.RecurrenceId!)), one =>
                Assert.Contains(Apply(state, decision).Calendar.Overlapping(one.Second), other => other.Id != one.First.Id));
        }
    }

    [Fact]
    public void What_is_no_longer_where_it_was_stays()
    {
        var state = Sample.State();
        state = Apply(state, state.ChangeSeries(Request(Occurrences((0, 10), (10, 20))), new(5), Limits.Default, Rules.None));
        var (one, other) = (state.ListSeries("Car", Series)[0], state.ListSeries("Car", Series)[1]);
        var request = Request([]) with { KeepsDetails = true, Moved = [new(one.Id, new("0", Sample.Interval(30, 40)), Sample.Interval(0, 9)), new(other.Id, new("10", Sample.Interval(50, 60)), other.Interval)] };
        var moved = Assert.IsType<ResourceEvent.AllocationUpdated>(Assert.Single(state.ChangeSeries(request, new(6), Limits.Default, Rules.None).Changes));
        Assert.Equal((other.Id, Sample.Interval(50, 60)), (moved.Allocation.Id, moved.Allocation.Interval));
    }

    /// <summary>One was moved by itself before, so that their order is no longer that of the rule.</summary>
    [Fact]
    public void Those_that_would_change_places_are_refused_and_those_that_make_way_move()
    {
        var state = Sample.State();
        state = Apply(state, state.ChangeSeries(Request(Occurrences((0, 10), (10, 20))), new(5), Limits.Default, Rules.None));
        var (one, other) = (state.ListSeries("Car", Series)[0], state.ListSeries("Car", Series)[1]);
        var refused = state.ChangeSeries(Request([]) with { Moved = [new(one.Id, new("10", other.Interval)), new(other.Id, new("0", one.Interval))] }, new(6), Limits.Default, Rules.None);
        Assert.Equal((ChangeSeriesStatus.Refused, 0), (refused.Answer.Status, refused.Changes.Length));
        Assert.Equal([other.Id, one.Id], refused.Answer.Conflicts.Select(conflict => conflict.Judgement.Conflicts.Single().Id).OrderByDescending(id => id == other.Id));
        var moved = state.ChangeSeries(Request([]) with { Moved = [new(one.Id, new("10", other.Interval)), new(other.Id, new("5", Sample.Interval(0, 9)))] }, new(6), Limits.Default, Rules.None);
        Assert.Equal(ChangeSeriesStatus.Refused, moved.Answer.Status);
        moved = state.ChangeSeries(Request([]) with { Moved = [new(one.Id, new("10", other.Interval)), new(other.Id, new("5", Sample.Interval(30, 39)))] }, new(6), Limits.Default, Rules.None);
        Assert.Equal([Sample.Interval(10, 20), Sample.Interval(30, 39)], Apply(state, moved).ListSeries("Car", Series).Select(allocation => allocation.Interval));
    }

    private static ResourceState Apply(ResourceState state, Decision<ChangeSeriesResult> decision) => decision.Changes.Aggregate(state, (next, change) => next.Apply(change, new(5)));

    private static List<Interval> Random(Random random, int count)
    {
        var (times, at) = (new List<Interval>(), (long)random.Next(40));
        for (var i = 0; i < count; i++)
        {
            var length = random.Next(1, 10);
            times.Add(Sample.Interval(at, at + length));
            at += length + random.Next(3);
        }
        return times;
    }

    private static List<Interval> Occurrences(params (long From, long To)[] times) => [.. times.Select(time => Sample.Interval(time.From, time.To))];

    private static ChangeSeriesRequest Request(IEnumerable<Interval> added) => new()
    {
        ResourceType = "Car", Series = Series, Details = new() { Type = "training" }, Added = [.. added.Select(time => new Occurrence($"{time.From.Microseconds}", time, Guid.NewGuid()))],
    };
}
