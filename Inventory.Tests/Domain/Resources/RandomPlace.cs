using System.Collections.Immutable;
using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Series;
using Inventory.Domain.Time;
using Inventory.Tests.Domain.Policies;

namespace Inventory.Tests.Domain.Resources;

/// <summary>Random requests of customers and operators to one resource, whose rules change. Moments are minutes of the model.</summary>
internal sealed class RandomPlace
{
    private static readonly Limits Limits = new() { Alternatives = 3 };

    private static readonly Caller[] Callers = [new("user:ann", Guid.NewGuid()), new("user:bob", Guid.NewGuid()), new("user:olga")];

    private readonly Random _random;
    private readonly PolicyModel _model;
    private readonly ResourceState _first;
    private readonly List<(ResourceEvent Change, Instant At)> _changes = [];
    private readonly List<(Guid Id, string Recurrence)> _occurrences = [];
    private ResourceState _state;
    private Rules _rules;
    private int _minute;
    private int _made;

    public RandomPlace(Random random, PolicyModel model)
    {
        (_random, _model, _rules, _minute) = (random, model, model.Rules, model.Now);
        var units = random.Next(3) == 0 ? 3 : 0;
        _first = _state = new(Sample.Car with { Units = units }, Calendar.Empty.WithUnits(units), IdempotencyRecords.None, Version: 1);
        ChangeRules();
    }

    public string Last { get; private set; } = "";

    private Instant Now => _model.At(_minute);

    private Caller Caller => Callers[_random.Next(Callers.Length)];

    private int Units => _state.Resource!.Units == 0 ? 1 : _random.Next(1, 4);

    public void Step()
    {
        _minute += _random.Next(3) == 0 ? _random.Next(1, 90) : 0;
        switch (_random.Next(20))
        {
            case < 5:
                Allocate();
                break;
            case < 7:
                Decide((state, now) => state.Update(Move(), now, Limits, _rules));
                break;
            case 7:
                Decide((state, now) => state.Release(new() { ResourceType = "Car", AllocationId = AnyId(), RequestedBy = Caller }, now));
                break;
            case 8:
                Decide((state, now) => state.Confirm(new() { ResourceType = "Car", AllocationId = AnyId(), RequestedBy = Caller }, now, _rules));
                break;
            case < 11:
                Decide((state, now) => state.Approve(new() { ResourceType = "Car", AllocationId = AnyId(), IsApproved = _random.Next(3) > 0, RequestedBy = Caller }, now));
                break;
            case < 13:
                Decide((state, now) => state.Attend(new() { ResourceType = "Car", AllocationId = AnyId(), IsLeaving = _random.Next(2) == 0, RequestedBy = Caller }, now, _rules));
                break;
            case < 15:
                Decide((state, now) => state.Wait(Wait(), Sample.Id(++_made), now, Limits, _rules));
                break;
            case 15:
                var action = (WaitingAction)_random.Next(1, 4);
                Decide((state, now) => state.ChangeWaiting(new() { ResourceType = "Car", EntryId = AnyId(), Action = action, RequestedBy = Caller }, now, _rules));
                break;
            case < 18:
                Series();
                break;
            case 18:
                AllocationOperation[] operations = [new() { Allocate = Request(AnyTime()) with { Id = Sample.Id(++_made) } }, new() { Update = Move() }, new() { Release = new() { ResourceType = "Car", AllocationId = AnyId() } }];
                Decide((state, now) => state.DecideAll(new() { Operations = [.. operations.Skip(_random.Next(3))], IsAtomic = true }, now, Limits, _rules));
                break;
            default:
                ChangeRules();
                break;
        }
        Check();
    }

    /// <summary>The events alone make what the decisions have made.</summary>
    public void Replay()
    {
        var replayed = _changes.Aggregate(_first, static (state, change) => state.Apply(change.Change, change.At));
        Assert.Equal(_state.Version, replayed.Version);
        Assert.Equal(_state.Calendar.Overlapping(Interval.Always), replayed.Calendar.Overlapping(Interval.Always));
        Assert.Equal(_state.Calendar.Waiting.All, replayed.Calendar.Waiting.All);
    }

    private void Allocate()
    {
        var request = Request(AnyTime());
        // As a reader does.
        if (_state.IsGrantDue(Now))
            Decide((state, now) => state.RecordExpiredHolds(now));
        var (foreseen, answer) = (_state.At(Now).Preview(request, apartFrom: null, Now, Limits, _rules), Decide((state, now) => state.Allocate(request, Sample.Id(++_made), now, Limits, _rules)));
        Assert.Equal(foreseen.Status, answer.Status);
        // Each could be had at once.
        foreach (var time in answer.Judgement?.Alternatives ?? [])
        {
            var taken = _state.DecideWithGrants((state, now) => state.Allocate(request with { Interval = time }, Sample.Id(_made + 1), now, Limits, _rules), Now, _ => _rules).Answer;
            if (!taken.IsAllocated)
                Assert.Fail($"Offered for {request.Interval}, {request.Details.Type}, {request.Units} units: {time}, but {string.Join(", ", taken.Judgement.Broken.Select(rule => rule.Kind))}.");
        }
    }

    private void Series()
    {
        var series = Sample.Id(1_000_000 + _random.Next(3));
        var (begin, length) = (_minute + _random.Next(2_000), _random.Next(1, 20) * 15);
        var isChange = _random.Next(3) == 0;
        ImmutableArray<Occurrence> added = isChange ? [] : [.. Enumerable.Range(0, _random.Next(1, 5)).Select(n => OccurrenceAt(begin + (n * 1_440), length, Sample.Id(++_made)))];
        var known = _occurrences.Where(one => _state.Calendar.Find(one.Id)?.Series == series).ToLookup(_ => _random.Next(9) == 0);
        ImmutableArray<MovedOccurrence> moved = isChange ? [.. known[false].Select(one => new MovedOccurrence(one.Id, new(one.Recurrence, Shifted(_state.Calendar.Find(one.Id)!.Interval))))] : [];
        Decide((state, now) => state.ChangeSeries(new()
        {
            ResourceType = "Car", Series = series, Added = added, Moved = moved, Released = [.. known[true].Select(one => one.Id)], Details = new() { Type = AnyType() },
            SkipsConflicts = _random.Next(2) == 0, KeepsDetails = isChange && _random.Next(2) == 0, RequestedBy = Callers[2],
        }, now, Limits, _rules));
    }

    private Occurrence OccurrenceAt(int minute, int length, Guid id)
    {
        _occurrences.Add((id, $"{minute}"));
        return new($"{minute}", Time(minute, minute + length), id);
    }

    private static Interval Shifted(Interval time) => new(time.From.Plus(15 * 60_000_000L), time.To.Plus(15 * 60_000_000L));

    private void ChangeRules()
    {
        var policy = _random.Next(4) == 0 ? Policy.None : _model.Rules.Policy;
        _rules = Rules.Of(policy with
        {
            Approval = _random.Next(3) > 0 ? null : new() { AllocationTypes = ["wide"], Within = TimeSpan.FromMinutes(_random.Next(1, 600)) },
            CheckIn = _random.Next(3) > 0 ? null : new() { Opens = TimeSpan.FromMinutes(_random.Next(60)), Closes = TimeSpan.FromMinutes(_random.Next(1, 60)), ReleasesOnMiss = _random.Next(2) == 0 },
        }, _random.Next(5) == 0 ? TimeSpan.FromMinutes(15) : null);
        // What the new rules free is granted.
        Decide((state, now) => state.RecordExpiredHolds(now));
    }

    private T Decide<T>(Func<ResourceState, Instant, Decision<T>> decide)
    {
        var decision = _state.DecideWithGrants(decide, Now, _ => _rules);
        Last = $"{Now}: {decision.Answer}";
        foreach (var change in decision.Changes)
        {
            _changes.Add((change, Now));
            _state = _state.Apply(change, Now);
        }
        return decision.Answer;
    }

    // By looking at all of them.
    private void Check()
    {
        var all = _state.At(Now).Calendar.Overlapping(Interval.Always).ToList();
        var (units, most) = (_state.Resource!.Units, Math.Max(1, _state.Resource.Units));
        foreach (var one in all)
            Assert.True(all.Where(other => other.Interval.From <= one.Interval.From && one.Interval.From < other.Interval.To).Sum(other => units == 0 ? 1 : other.Units) <= most, $"{one.Interval} is taken too often.");
    }

    private AllocateRequest Request(Interval time) => new()
    {
        ResourceType = "Car", Interval = time, Details = new() { Type = AnyType() }, RequestedBy = Caller, Units = Units,
        Hold = _random.Next(3) == 0 ? TimeSpan.FromMinutes(_random.Next(1, 300)) : null,
        Overrides = _random.Next(6) == 0 ? RuleOverrides.Hours | RuleOverrides.Turnaround : RuleOverrides.None,
    };

    private UpdateAllocationRequest Move()
    {
        var time = AnyTime();
        return new() { ResourceType = "Car", AllocationId = AnyId(), From = time.From, To = time.To, RequestedBy = Caller, Units = _state.Resource!.Units == 0 ? null : Units };
    }

    private WaitRequest Wait()
    {
        var time = AnyTime();
        var until = Now.Plus(_random.Next(1, 3_000) * 60_000_000L);
        return new()
        {
            ResourceType = "Car", Interval = time, Details = new() { Type = AnyType() }, AcceptWithin = TimeSpan.FromMinutes(_random.Next(1, 200)), Until = until < time.To ? until : time.To, RequestedBy = Caller, Units = Units,
        };
    }

    // In quarters of an hour, so that rules with slots are kept at times.
    private Interval AnyTime()
    {
        var from = ((_minute / 15) + _random.Next(-4, 120)) * 15;
        return Time(from, from + (_random.Next(1, 24) * 15));
    }

    private Interval Time(int from, int to) => new(_model.At(from), _model.At(to));

    private string AnyType() => PolicyModel.Types[_random.Next(PolicyModel.Types.Length)];

    private Guid AnyId()
    {
        var ids = _state.Calendar.Overlapping(Interval.Always).Concat(_state.Calendar.Waiting.All).Select(one => one.Id).ToList();
        return ids.Count == 0 || _random.Next(10) == 0 ? Sample.Id(_random.Next(1, _made + 2)) : ids[_random.Next(ids.Count)];
    }
}
