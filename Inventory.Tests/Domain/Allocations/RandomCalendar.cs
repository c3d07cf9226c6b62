using Inventory.Domain.Allocations;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Allocations;

/// <summary>Does the same random things to a calendar and to its model, and compares all that they answer.</summary>
internal sealed class RandomCalendar(CalendarShape shape, int seed)
{
    private readonly Random _random = new(seed);
    private readonly CalendarModel _model = new();
    private readonly List<(Calendar Calendar, Allocation[] Allocations)> _kept = [];
    private Calendar _calendar = Calendar.Empty;
    private int _lastId;
    private bool _isGrowing = true;

    public int Operations { get; private set; }

    public void Run()
    {
        while (Operations < shape.Operations)
            Step();
        while (_model.Allocations.Count > 0)
            Remove(Pick());
        Same([], _calendar.Overlapping(Interval.Always));
        foreach (var (calendar, allocations) in _kept)
        {
            Same(allocations, calendar.Overlapping(Interval.Always));
            Same(allocations.Length, calendar.Count);
            Check(allocations.All(a => calendar.Find(a.Id) == a), "a calendar forgot what it had when it was kept");
        }
    }

    private void Step()
    {
        if (_model.Allocations.Count >= shape.Largest || _model.Allocations.Count == 0)
            _isGrowing = _model.Allocations.Count == 0;
        switch (_random.Next(10))
        {
            case < 3:
                Change(_isGrowing);
                break;
            case 3 when _random.Next(4) == 0:
                AddAll();
                break;
            case 3:
                Change(!_isGrowing && _random.Next(2) == 0);
                break;
            case 4:
                Find();
                break;
            case < 7:
                Overlapping();
                break;
            case < 9:
                Gaps();
                break;
            default:
                KeepOrRebuild();
                break;
        }
    }

    private void Change(bool isAddition)
    {
        for (var i = 0; i < 3; i++)
        {
            // Some ids are there already, or are not: both are refused.
            if (isAddition || _model.Allocations.Count == 0)
                Add(Sample.Allocation(_random.Next(50) == 0 ? _random.Next(_lastId + 1) : ++_lastId, RandomInterval(shape.Longest)) with { Owner = RandomOwner() });
            else
                Remove(_random.Next(20) == 0 ? Sample.Id(_random.Next(_lastId + 2)) : Pick());
        }
    }

    private void Add(Allocation allocation)
    {
        Operations++;
        if (_model.TryAdd(allocation))
            _calendar = _calendar.Add(allocation);
        else
            Check(Throws(() => _calendar.Add(allocation)), $"{allocation} was added over another");
        Same(_model.Allocations.Count, _calendar.Count);
    }

    private void AddAll()
    {
        Operations++;
        var wanted = Enumerable.Range(0, _random.Next(1, 40)).Select(_ => Sample.Allocation(++_lastId, RandomInterval(shape.Longest)) with { Owner = RandomOwner() }).ToList();
        var added = wanted.Where(_model.TryAdd).ToList();
        // One that overlaps refuses all of them.
        Check(added.Count == wanted.Count || Throws(() => _calendar.AddAll(wanted)), "several were added over another");
        _calendar = _calendar.AddAll(added);
        Same(_model.Allocations.Count, _calendar.Count);
    }

    private void Remove(Guid id)
    {
        Operations++;
        if (_model.TryRemove(id))
            _calendar = _calendar.Remove(id);
        else
            Check(Throws(() => _calendar.Remove(id)), $"{id} was removed, though it was not there");
        Same(_model.Allocations.Count, _calendar.Count);
    }

    private void Find()
    {
        Operations++;
        var id = _random.Next(3) == 0 || _model.Allocations.Count == 0 ? Sample.Id(_random.Next(_lastId + 2)) : Pick();
        Check(Equals(_model.Find(id), _calendar.Find(id)), $"{id} is {_model.Find(id)}, but was found as {_calendar.Find(id)}");
    }

    private void Overlapping()
    {
        Operations++;
        var (window, limit) = (RandomWindow(), RandomLimit());
        Same(_model.Overlapping(window, limit), _calendar.Overlapping(window, limit), $"in {window}, at most {limit}");
        var owner = Sample.Id(1 + _random.Next(2));
        Same(_model.Overlapping(window, int.MaxValue).Where(a => a.Owner == owner), _calendar.Overlapping(window, owner), $"of {owner} in {window}");
    }

    private void Gaps()
    {
        Operations++;
        var (window, limit, atLeast) = (RandomWindow(), RandomLimit(), TimeSpan.FromTicks(_random.Next(-5, 10 * Math.Max(3, shape.Range / 20))));
        if (_random.Next(3) == 0)
            atLeast = TimeSpan.Zero;
        Same(_model.Gaps(window, atLeast, limit), _calendar.Gaps(window, atLeast, limit), $"in {window}, {atLeast.Ticks} ticks or longer, at most {limit}");
    }

    private void KeepOrRebuild()
    {
        Operations++;
        if (_random.Next(8) == 0)
            _calendar = Calendar.Of([.. _model.Allocations.OrderBy(_ => _random.Next())]);
        else if (_kept.Count < 100)
            _kept.Add((_calendar, [.. _model.Allocations]));
    }

    private Guid? RandomOwner() => _random.Next(3) is > 0 and var owner ? Sample.Id(owner) : null;

    private Guid Pick() => _model.Allocations[_random.Next(_model.Allocations.Count)].Id;

    private int RandomLimit() => _random.Next(4) switch { 0 => int.MaxValue, 1 => _random.Next(3), _ => _random.Next(1, 40) };

    private Interval RandomWindow() => _random.Next(8) == 0 ? Interval.Always : RandomInterval(_random.Next(2) == 0 ? shape.Longest : shape.Range);

    private Interval RandomInterval(int longest)
    {
        var from = _random.Next(shape.Range);
        var to = from + 1 + _random.Next(longest);
        return Sample.Interval(IsInfinite() ? null : from, IsInfinite() ? null : to);
    }

    private bool IsInfinite() => _random.Next(1000) < shape.Infinite;

    private static bool Throws(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private void Same<T>(IEnumerable<T> expected, IEnumerable<T> actual, string question = "") =>
        Check(expected.SequenceEqual(actual), $"{question}: expected\n{string.Join('\n', expected)}\nbut it was\n{string.Join('\n', actual)}");

    private void Same(int expected, int actual) => Check(expected == actual, $"it has {expected} allocations, but counts {actual}");

    private void Check(bool isTrue, string otherwise)
    {
        if (!isTrue)
            Assert.Fail($"INVENTORY_SEED={seed} plays this again. {shape}, operation {Operations}: {otherwise}");
    }
}
