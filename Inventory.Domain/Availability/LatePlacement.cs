namespace Inventory.Domain.Availability;

/// <summary>
/// Moves times that are bound late between equal resources, so that one more finds a place. It moves few if few are enough. Otherwise it places all again, by start, each on the
/// resource whose gap ends first: without fixed times that always succeeds unless more times than resources overlap at some moment (the colouring of an interval graph).
/// With fixed times it goes back where it finds no place, a limited number of times.
/// </summary>
/// <remarks>Times overlap or they do not: if something has to be free after them, they contain it.</remarks>
public sealed class LatePlacement
{
    private const int MaxMoves = 4;
    private const int MaxSteps = 20_000;
    private const int Nowhere = -1;

    private readonly IReadOnlyList<LateCalendar> _calendars;
    private readonly Interval[][] _fixed;

    // Those that share a moment with the wanted time, or with another of them; by start.
    private readonly Item[] _items;
    private readonly int _wanted;
    private readonly int? _pinned;

    // The calendar of each item.
    private readonly int[] _places;
    private int _steps;

    private LatePlacement(IReadOnlyList<LateCalendar> calendars, Item wanted, int? pinned)
    {
        (_calendars, _pinned) = (calendars, pinned);
        var (items, window) = Connected([.. calendars.SelectMany((calendar, home) => calendar.Movable.Select(time => new Item(time.Id, time.Time, home)))], wanted.Time);
        _items = [.. items.Append(wanted).OrderBy(item => item.Time.From).ThenBy(item => item.Id)];
        _wanted = Array.IndexOf(_items, wanted);
        _places = [.. _items.Select(item => item.Home)];
        _fixed = [.. calendars.Select(calendar => Merged(calendar.Fixed.Where(time => time.Overlaps(window))))];
    }

    /// <param name="calendars">Of equal resources. The movable times of each overlap neither each other nor the fixed ones.</param>
    /// <param name="wanted">The new one.</param>
    /// <param name="pinned">The resource that it has to be on; <c>null</c> for any.</param>
    /// <returns><c>null</c> if there is no way, or none is found.</returns>
    public static LatePlan? Find(IReadOnlyList<LateCalendar> calendars, LateTime wanted, Guid? pinned = null)
    {
        var pin = pinned is { } resource ? calendars.Select((calendar, place) => (calendar, place)).First(one => one.calendar.Resource == resource).place : (int?)null;
        var search = new LatePlacement(calendars, new(wanted.Id, wanted.Time, Nowhere), pin);
        return search.IsOverfull() ? null : search.TryFewMoves() || search.TrySweep() ? search.ToPlan() : null;
    }

    private LatePlan ToPlan() => new(_calendars[_places[_wanted]].Resource,
        [.. _items.Select((item, i) => (item, i)).Where(one => one.i != _wanted && _places[one.i] != one.item.Home)
            .Select(one => new LateMove(one.item.Id, _calendars[one.item.Home].Resource, _calendars[_places[one.i]].Resource))]);

    // Only where the wanted time is: elsewhere there is room, for all have a place now.
    private bool IsOverfull()
    {
        var time = _items[_wanted].Time;
        var steps = _items.Select(item => item.Time).Concat(_fixed.SelectMany(one => one)).Select(taken => taken.Cut(time)).OfType<Interval>()
            .SelectMany(taken => new[] { (At: taken.From, Change: 1), (At: taken.To, Change: -1) }).OrderBy(step => step.At).ThenBy(step => step.Change);
        var load = 0;
        return steps.Any(step => (load += step.Change) > _calendars.Count);
    }

    private bool TryFewMoves()
    {
        _steps = MaxSteps;
        for (var moves = 0; moves <= MaxMoves; moves++)
        {
            if (TryPlace(ImmutableStack.Create(_wanted), [], moves))
                return true;
        }
        return false;
    }

    // The next takes a place, and those that it drives out need others.
    private bool TryPlace(ImmutableStack<int> homeless, ImmutableHashSet<int> settled, int moves)
    {
        if (homeless.IsEmpty)
            return true;
        var rest = homeless.Pop(out var next);
        for (var place = 0; place < _calendars.Count; place++)
        {
            if (--_steps < 0)
                return false;
            if (place == _items[next].Home || !MayBeOn(next, place) || FindOthers(next, place) is var others && (others.Count > moves || others.Any(settled.Contains)))
                continue;
            _places[next] = place;
            foreach (var other in others)
                _places[other] = Nowhere;
            if (TryPlace(others.Aggregate(rest, (stack, other) => stack.Push(other)), settled.Add(next), moves - others.Count))
                return true;
            foreach (var other in others)
                _places[other] = place;
        }
        _places[next] = Nowhere;
        return false;
    }

    private List<int> FindOthers(int item, int place)
    {
        var others = new List<int>();
        for (var i = 0; i < _items.Length && _items[i].Time.From < _items[item].Time.To; i++)
            if (i != item && _places[i] == place && _items[i].Time.Overlaps(_items[item].Time))
                others.Add(i);
        return others;
    }

    private bool TrySweep()
    {
        _steps = MaxSteps + _items.Length;
        var free = Enumerable.Repeat(Instant.MinusInfinity, _calendars.Count).ToArray();
        var choices = new IEnumerator<int>?[_items.Length];
        var before = new Instant[_items.Length];
        for (var next = 0; next < _items.Length;)
        {
            if (choices[next] is null)
                choices[next] = Choices(next, free).GetEnumerator();
            else
                free[_places[next]] = before[next];
            if (--_steps < 0)
                return false;
            if (choices[next]!.MoveNext())
            {
                var place = _places[next] = choices[next]!.Current;
                (before[next], free[place]) = (free[place], _items[next].Time.To);
                next++;
            }
            else
            {
                choices[next--] = null;
                if (next < 0)
                    return false;
            }
        }
        return true;
    }

    // Where it is now, then where the gap ends first: longer gaps stay for longer times.
    private IEnumerable<int> Choices(int item, Instant[] free)
    {
        var home = _items[item].Home;
        if (home != Nowhere && IsFree(item, home, free))
            yield return home;
        foreach (var place in Enumerable.Range(0, _calendars.Count).Where(place => place != home && IsFree(item, place, free)).OrderBy(place => GapEnd(place, _items[item].Time.To)).ThenByDescending(place => free[place]))
            yield return place;
    }

    private bool IsFree(int item, int place, Instant[] free) => free[place] <= _items[item].Time.From && MayBeOn(item, place);

    private bool MayBeOn(int item, int place) => (item != _wanted || _pinned is null || place == _pinned) && !(FixedFrom(place, _items[item].Time.From) is { } next && next.Overlaps(_items[item].Time));

    private Instant GapEnd(int place, Instant from) => FixedFrom(place, from)?.From ?? Instant.PlusInfinity;

    // The first that has not ended.
    private Interval? FixedFrom(int place, Instant moment)
    {
        var times = _fixed[place];
        int low = 0, high = times.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle].To <= moment ? (middle + 1, high) : (low, middle);
        }
        return low < times.Length ? times[low] : null;
    }

    // By start: one that touches a moment of those before belongs to them.
    private static (List<Item> Items, Interval Window) Connected(Item[] all, Interval wanted)
    {
        var (group, from, to, isWanted) = (new List<Item>(), Instant.MinusInfinity, Instant.MinusInfinity, false);
        foreach (var item in all.Append(new(default, wanted, Nowhere)).OrderBy(item => item.Time.From))
        {
            if (to <= item.Time.From)
            {
                if (isWanted)
                    break;
                group.Clear();
                from = item.Time.From;
            }
            isWanted |= item.Home == Nowhere;
            if (item.Home != Nowhere)
                group.Add(item);
            to = item.Time.To > to ? item.Time.To : to;
        }
        return (group, new(from, to));
    }

    private static Interval[] Merged(IEnumerable<Interval> times)
    {
        var merged = new List<Interval>();
        foreach (var time in times.OrderBy(time => time.From))
        {
            if (merged is [.., var last] && time.From <= last.To)
                merged[^1] = new(last.From, time.To > last.To ? time.To : last.To);
            else
                merged.Add(time);
        }
        return [.. merged];
    }

    private sealed record Item(Guid Id, Interval Time, int Home);
}

/// <param name="Resource">Equal to the others.</param>
/// <param name="Fixed">What stays, in any order.</param>
/// <param name="Movable">What may be on another resource as well, in any order.</param>
public sealed record LateCalendar(Guid Resource, ImmutableArray<Interval> Fixed, ImmutableArray<LateTime> Movable);

/// <param name="Id">Of the allocation.</param>
/// <param name="Time">With what has to be free after it.</param>
public readonly record struct LateTime(Guid Id, Interval Time);

/// <param name="Resource">Of the wanted time.</param>
/// <param name="Moves">Each allocation once.</param>
public sealed record LatePlan(Guid Resource, ImmutableArray<LateMove> Moves);

public readonly record struct LateMove(Guid Allocation, Guid From, Guid To);
