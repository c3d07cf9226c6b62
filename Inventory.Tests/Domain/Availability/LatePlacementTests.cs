using Inventory.Domain.Availability;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Availability;

/// <summary>Placing late-bound times beside the dumbest oracle, which tries every place of every time.</summary>
public sealed class LatePlacementTests
{
    private const int Span = 14;

    private readonly Random _random;
    private readonly string _message;

    public LatePlacementTests()
    {
        var seed = Seed.Next();
        (_random, _message) = (new(seed), $"INVENTORY_SEED={seed} plays this again");
    }

    [Fact]
    public void A_time_moves_to_make_room()
    {
        var calendars = new[] { Calendar(0, [], [(1, 0, 4)]), Calendar(1, [], [(2, 6, 9)]) };
        var plan = LatePlacement.Find(calendars, Time(3, 3, 7))!;
        // One of the two has to go to the other resource.
        Assert.Single(plan.Moves);
        Assert.True(IsRight(calendars, Time(3, 3, 7), plan, null));
    }

    [Fact]
    public void What_is_free_needs_no_move() =>
        Assert.Equal((A(1), 0), LatePlacement.Find([Calendar(0, [(0, 9)], []), Calendar(1, [], [(1, 0, 3)])], Time(2, 3, 5)) is { } plan ? (plan.Resource, plan.Moves.Length) : default);

    [Fact]
    public void A_pinned_time_drives_out_what_may_move() =>
        Assert.Equal(new LateMove(A(101), A(0), A(1)), Assert.Single(LatePlacement.Find([Calendar(0, [], [(1, 0, 4)]), Calendar(1, [], [])], Time(2, 1, 2), A(0))!.Moves));

    [Fact]
    public void Without_a_beginning_or_an_end_they_are_placed_as_well()
    {
        LateTime all = new(A(101), new(Instant.MinusInfinity, new(5))), rest = new(A(102), new(new(5), Instant.PlusInfinity));
        LateCalendar[] calendars = [new(A(0), [], [all]), new(A(1), [], [rest])];
        Assert.True(IsRight(calendars, new(A(103), Interval.Always), LatePlacement.Find(calendars, new(A(103), Interval.Always))!, null));
        Assert.Equal(A(0), LatePlacement.Find([new(A(0), [], [all]), new(A(1), [], [])], rest with { Id = A(104) }, A(0))!.Resource);
        Assert.Null(LatePlacement.Find([new(A(0), [], [all])], all with { Id = A(104) }));
    }

    // A hundred thousand random steps: the oracle is the load, for a graph of intervals needs no more colours.
    [Fact]
    public void Without_fixed_times_it_refuses_only_when_more_overlap_than_there_are_resources()
    {
        for (var step = 0; step < TestSettings.Trials(25_000);)
        {
            var count = _random.Next(1, 5);
            var calendars = Enumerable.Range(0, count).Select(place => Calendar(place, [], [])).ToArray();
            for (var id = 1; id < 30; id++, step++)
            {
                var wanted = Random(id);
                var taken = calendars.SelectMany(calendar => calendar.Movable).Select(one => one.Time).Append(wanted.Time).ToList();
                var isPossible = taken.Max(time => taken.Count(other => other.From <= time.From && time.From < other.To)) <= count;
                var plan = LatePlacement.Find(calendars, wanted);
                if (isPossible != (plan is not null) || (plan is not null && !IsRight(calendars, wanted, plan, null)))
                    Assert.Fail($"{_message}: step {step}");
                calendars = plan is null ? _random.Next(2) == 0 ? Without(calendars, _random) : calendars : After(calendars, wanted, plan);
            }
        }
    }

    [Fact]
    public void Beside_fixed_times_it_finds_a_place_when_there_is_one()
    {
        for (var step = 0; step < TestSettings.Trials(4_000); step++)
        {
            var count = _random.Next(1, 5);
            var calendars = RandomCalendars(count);
            var wanted = Random(99);
            Guid? pinned = _random.Next(3) == 0 ? A(_random.Next(count)) : null;
            var plan = LatePlacement.Find(calendars, wanted, pinned);
            if (IsPossible(calendars, wanted, pinned) != (plan is not null) || (plan is not null && !IsRight(calendars, wanted, plan, pinned)))
                Assert.Fail($"{_message}: step {step}");
        }
    }

    [Fact]
    public void Many_times_on_many_resources_are_placed_fast()
    {
        var calendars = Enumerable.Range(0, 40).Select(place => Calendar(place, [(0, 1), (100_000, 100_001)], [])).ToArray();
        for (var id = 1; id <= 500; id++)
        {
            var wanted = Random(id, 500);
            if (LatePlacement.Find(calendars, wanted) is { } plan)
                calendars = After(calendars, wanted, plan);
        }
        Assert.True(calendars.Sum(calendar => calendar.Movable.Length) > 450);
    }

    private LateCalendar[] RandomCalendars(int count)
    {
        var id = 0;
        return [.. Enumerable.Range(0, count).Select(place =>
        {
            var (taken, movable) = (new List<Interval>(), new List<LateTime>());
            for (var tries = 0; tries < 5; tries++)
            {
                var time = Random(++id);
                if (taken.Concat(movable.Select(one => one.Time)).Any(other => other.Overlaps(time.Time)))
                    continue;
                if (_random.Next(3) == 0)
                    taken.Add(time.Time);
                else
                    movable.Add(time);
            }
            return new LateCalendar(A(place), [.. taken], [.. movable]);
        })];
    }

    private static bool IsPossible(LateCalendar[] calendars, LateTime wanted, Guid? pinned)
    {
        var taken = calendars.Select(calendar => calendar.Fixed.ToList()).ToArray();
        var rest = calendars.SelectMany(calendar => calendar.Movable).Append(wanted).ToArray();
        bool Place(int next) => next == rest.Length || Enumerable.Range(0, calendars.Length).Any(place =>
        {
            if ((rest[next] == wanted && pinned is { } pin && calendars[place].Resource != pin) || taken[place].Any(other => other.Overlaps(rest[next].Time)))
                return false;
            taken[place].Add(rest[next].Time);
            var isPlaced = Place(next + 1);
            taken[place].RemoveAt(taken[place].Count - 1);
            return isPlaced;
        });
        return Place(0);
    }

    private static bool IsRight(LateCalendar[] before, LateTime wanted, LatePlan plan, Guid? pinned)
    {
        var after = After(before, wanted, plan);
        return (pinned is null || pinned == plan.Resource)
            && plan.Moves.All(move => move.From != move.To && before.Single(one => one.Resource == move.From).Movable.Any(time => time.Id == move.Allocation))
            && after.Sum(calendar => calendar.Movable.Length) == before.Sum(calendar => calendar.Movable.Length) + 1
            && after.All(calendar => calendar.Movable.Select(one => one.Time).Concat(calendar.Fixed).OrderBy(time => time.From).ToList() is var times
                && times.Zip(times.Skip(1)).All(pair => pair.First.To <= pair.Second.From));
    }

    private static LateCalendar[] After(LateCalendar[] calendars, LateTime wanted, LatePlan plan)
    {
        var movable = calendars.SelectMany(calendar => calendar.Movable.Select(time => (Place: calendar.Resource, Time: time))).Append((Place: plan.Resource, Time: wanted)).ToList();
        var moves = plan.Moves.ToDictionary(move => move.Allocation, move => move.To);
        return [.. calendars.Select(calendar => calendar with { Movable = [.. movable.Where(one => moves.GetValueOrDefault(one.Time.Id, one.Place) == calendar.Resource).Select(one => one.Time)] })];
    }

    private static LateCalendar[] Without(LateCalendar[] calendars, Random random) =>
        [.. calendars.Select(calendar => calendar with { Movable = [.. calendar.Movable.Where(_ => random.Next(3) > 0)] })];

    private LateTime Random(int id, int span = Span)
    {
        var from = _random.Next(span);
        return Time(id, from, from + _random.Next(1, 6));
    }

    private static LateCalendar Calendar(int place, (int From, int To)[] taken, (int Id, int From, int To)[] movable) =>
        new(A(place), [.. taken.Select(time => new Interval(new(time.From), new(time.To)))], [.. movable.Select(time => Time(time.Id, time.From, time.To))]);

    private static LateTime Time(int id, int from, int to) => new(A(100 + id), new(new(from), new(to)));

    private static Guid A(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
