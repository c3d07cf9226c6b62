using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

/// <summary>
/// A resource that many wait for, and a model that knows only lists and looks at every second: after each random step both have granted the same to the same, and nobody who
/// waits could be served.
/// </summary>
internal sealed class RandomWaiting
{
    private const int Day = 120;

    private readonly int _seed;
    private readonly Random _random;
    private readonly Rules _rules;
    private readonly int _turnaround;
    private readonly int _units;
    private readonly List<Taken> _taken = [];
    private readonly List<Waiter> _waiting = [];
    private readonly Dictionary<Guid, AllocationStage> _ended = [];
    private readonly List<Guid> _ids = [];
    private ResourceState _state;
    private long _now = 1_000;
    private int _step;

    public RandomWaiting(int seed)
    {
        (_seed, _random) = (seed, new(seed));
        (_turnaround, _units) = (seed % 3) switch { 0 => (0, 0), 1 => (5, 0), _ => (0, 3) };
        _rules = _turnaround == 0 ? Rules.None : Rules.Of(Policy.None with { Turnaround = new() { Default = TimeSpan.FromSeconds(_turnaround) } }, slot: null);
        var resource = Sample.Car with { Units = _units };
        _state = new(resource, Calendar.Empty.WithUnits(_units), IdempotencyRecords.None, Version: 1);
    }

    public void Live(int steps)
    {
        for (_step = 0; _step < steps; _step++)
        {
            Step();
            Compare();
        }
    }

    private void Step()
    {
        _now += _random.Next(4);
        Expire();
        switch (_random.Next(100))
        {
            case < 25:
                Allocate();
                break;
            case < 55:
                Wait();
                break;
            case < 70:
                Release();
                break;
            case < 80:
                Shorten();
                break;
            case < 96:
                Change((WaitingAction)(1 + _random.Next(3)));
                break;
            default:
                Decide((state, now) => state.RecordExpiredHolds(now));
                break;
        }
        Grant();
    }

    private void Allocate()
    {
        var (interval, units, hold) = (NextTime(), NextUnits(), _random.Next(2) == 0 ? (TimeSpan?)TimeSpan.FromSeconds(1 + _random.Next(20)) : null);
        var id = NextId();
        var answer = Decide((state, now) => state.Allocate(new() { ResourceType = "Car", Interval = interval, Details = new() { Type = "booking" }, Hold = hold, Units = units }, id, now, Limits.Default, _rules));
        Expect(Fits(interval, units) == answer.IsAllocated, $"allocated {answer.IsAllocated}");
        if (answer.IsAllocated)
            _taken.Add(new(id, interval, units, hold is { } time ? _now + (long)time.TotalSeconds : long.MaxValue, Accept: 0));
    }

    private void Wait()
    {
        var (interval, units, id, accept) = (NextTime(), NextUnits(), NextId(), 1 + _random.Next(20));
        var caller = new Caller($"user:{_random.Next(6)}");
        var until = Math.Min(End(interval), _now + 1 + _random.Next(60));
        if (until <= _now)
            return;
        var request = new WaitRequest
        {
            ResourceType = "Car", Interval = interval, Details = new() { Type = "booking" }, AcceptWithin = TimeSpan.FromSeconds(accept), Until = At(until), RequestedBy = caller, Units = units,
        };
        var answer = Decide((state, now) => state.Wait(request, id, now, Limits.Default, _rules));
        var isWaitingAlready = _waiting.Any(other => other.Who == caller.Actor && other.Time.Overlaps(interval)) || _taken.Any(other => other.Accept > 0 && other.Who == caller.Actor && other.Time.Overlaps(interval));
        var expected = isWaitingAlready ? WaitStatus.WaitingAlready : Fits(interval, units) ? WaitStatus.FreeNow : WaitStatus.Waiting;
        Expect(expected == answer.Status, $"expected {expected}, was {answer.Status}");
        if (expected != WaitStatus.Waiting)
            return;
        Expect(answer.Position == 1 + _waiting.Count(other => other.Time.Overlaps(interval)), $"position {answer.Position}");
        _waiting.Add(new(id, interval, units, until, accept, caller.Actor));
    }

    private void Release()
    {
        var id = Pick();
        var answer = Decide((state, now) => state.Release(new() { ResourceType = "Car", AllocationId = id }, now));
        var found = _taken.Find(taken => taken.Id == id);
        Expect(found is not null == (answer.Status == ReleaseStatus.Released), $"released {answer.Status}");
        if (found?.Accept > 0)
            _ended[id] = AllocationStage.WaitingDeclined;
        _taken.RemoveAll(taken => taken.Id == id);
    }

    private void Shorten()
    {
        var id = Pick();
        if (_taken.Find(taken => taken.Id == id) is not { } found || found.Time.Length <= 1_000_000)
            return;
        var to = new Instant(found.Time.From.Microseconds + 1_000_000);
        var answer = Decide((state, now) => state.Update(new() { ResourceType = "Car", AllocationId = id, To = to, Details = new() }, now, Limits.Default, _rules));
        Expect(answer.IsUpdated, $"shortened {answer.Status}");
        _taken[_taken.IndexOf(found)] = found with { Time = new(found.Time.From, to) };
    }

    private void Change(WaitingAction action)
    {
        var id = Pick();
        var answer = Decide((state, now) => state.ChangeWaiting(new() { ResourceType = "Car", EntryId = id, Action = action }, now, _rules));
        var (granted, waiting) = (_taken.Find(taken => taken.Id == id && taken.Accept > 0), _waiting.Find(entry => entry.Id == id));
        if (granted is not null && action == WaitingAction.Accept)
        {
            _taken[_taken.IndexOf(granted)] = granted with { Accept = -1, Until = long.MaxValue };
            Expect(answer.Status == ChangeWaitingStatus.Changed, $"accepted {answer.Status}");
        }
        if (action == WaitingAction.Accept || (granted is null && waiting is null && !_ended.ContainsKey(id)))
            return;
        Expect(answer.Status == ChangeWaitingStatus.Changed, $"{action} {answer.Status}");
        _taken.RemoveAll(taken => taken.Id == id);
        _waiting.RemoveAll(entry => entry.Id == id);
        if (action == WaitingAction.Remove)
            _ended.Remove(id);
        else
            _ended.TryAdd(id, AllocationStage.WaitingDeclined);
    }

    private void Expire()
    {
        foreach (var over in _taken.Where(taken => taken.Until <= _now).ToList())
        {
            _taken.Remove(over);
            if (over.Accept > 0)
                _ended[over.Id] = AllocationStage.Lapsed;
        }
        foreach (var over in _waiting.Where(entry => entry.Until <= _now).ToList())
        {
            _waiting.Remove(over);
            _ended[over.Id] = AllocationStage.Lapsed;
        }
        Grant();
    }

    private void Grant()
    {
        foreach (var entry in _waiting.ToList())
        {
            if (!Fits(entry.Time, entry.Units))
                continue;
            _waiting.Remove(entry);
            _taken.Add(new(entry.Id, entry.Time, entry.Units, Math.Min(_now + entry.Accept, End(entry.Time)), entry.Accept) { Who = entry.Who });
        }
    }

    private bool Fits(Interval time, int units)
    {
        for (var second = time.From.Microseconds / 1_000_000; second < time.To.Microseconds / 1_000_000; second++)
        {
            if (_units > 0 && _taken.Where(taken => Has(taken.Time, second)).Sum(taken => taken.Units) + units > _units)
                return false;
            if (_units == 0 && _taken.Any(taken => Enumerable.Range(-_turnaround, 2 * _turnaround + 1).Any(apart => Has(taken.Time, second + apart))))
                return false;
        }
        return true;
    }

    private void Compare()
    {
        // A grant that is due is recorded before anybody reads.
        if (_state.IsGrantDue(At(_now)))
            Decide((state, now) => state.RecordExpiredHolds(now));
        var state = _state.At(At(_now));
        var taken = state.Calendar.Overlapping(Interval.Always).Select(allocation => (allocation.Id, allocation.Interval, allocation.Stage == AllocationStage.Granted, allocation.Expires)).OrderBy(one => one.Id).ToList();
        var expected = _taken.Select(one => (one.Id, one.Time, one.Accept > 0, one.Until == long.MaxValue ? Instant.PlusInfinity : At(one.Until))).OrderBy(one => one.Id).ToList();
        Expect(taken.SequenceEqual(expected), $"taken: {string.Join(", ", taken)} and not {string.Join(", ", expected)}");
        Expect(state.Calendar.Waiting.Open.Select(entry => entry.Id).SequenceEqual(_waiting.Select(entry => entry.Id)), "others wait");
        Expect(_ended.All(ended => state.FindEntry(ended.Key)?.Stage == ended.Value), "others have ended");
    }

    private T Decide<T>(Func<ResourceState, Instant, Decision<T>> decide)
    {
        var decision = _state.DecideWithGrants(decide, At(_now), _ => _rules);
        _state = decision.Changes.Aggregate(_state, (next, change) => next.Apply(change, At(_now)));
        Expect(_state.Version == decision.Changes.Select(change => change is ResourceEvent.AllocationUpdated updated ? updated.Allocation.Version : _state.Version).DefaultIfEmpty(_state.Version).Max(), "the versions are not those of the changes");
        return decision.Answer;
    }

    private Interval NextTime()
    {
        var from = _now - 5 + _random.Next(Day);
        return new(At(from), At(Math.Max(from, _now) + 1 + _random.Next(20)));
    }

    private int NextUnits() => _units == 0 ? 0 : 1 + _random.Next(_units);

    private Guid NextId()
    {
        var id = Sample.Id(_ids.Count + 1);
        _ids.Add(id);
        return id;
    }

    private Guid Pick() => _ids.Count == 0 ? Sample.CarId : _ids[Math.Max(0, _ids.Count - 1 - _random.Next(25))];

    private void Expect(bool isRight, string what)
    {
        if (!isRight)
            Assert.Fail($"INVENTORY_SEED={_seed} plays this again: step {_step} at {_now}: {what}.");
    }

    private static bool Has(Interval time, long second) => time.From.Microseconds <= second * 1_000_000 && second * 1_000_000 < time.To.Microseconds;

    private static Instant At(long second) => new(second * 1_000_000);

    private static long End(Interval time) => time.To.Microseconds / 1_000_000;

    private sealed record Taken(Guid Id, Interval Time, int Units, long Until, int Accept)
    {
        public string? Who { get; init; }
    }

    private sealed record Waiter(Guid Id, Interval Time, int Units, long Until, int Accept, string Who);
}
