using Inventory.Domain.Allocations;
using Inventory.Domain.Bookings;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

/// <summary>
/// A resource to which random things happen, by a clock that is sometimes set back, and a model that keeps a copy of all that there was after each of them.
/// Then every moment has to show the copy of that moment.
/// </summary>
internal sealed class RandomLife(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<(ResourceEvent Change, Instant At)> _changes = [];
    private readonly List<Copy> _copies = [new(long.MinValue, null, [])];
    private ResourceState _state = ResourceState.None;
    private long _now = 1_000;
    private int _lastId;

    public void Live(int changes)
    {
        Happen(_state.Create(Sample.Car, null, null, new(_now)));
        while (_changes.Count < changes && _state.Resource is not null)
            Step();
    }

    /// <summary>Asks for a random moment, in pages of a random size.</summary>
    public void Ask()
    {
        var asOf = _random.Next(900, (int)_copies.Max(c => c.KnownFrom) + 100);
        var (state, mayFollow, size) = (ResourceState.None, true, _random.Next(1, 20));
        while (mayFollow)
        {
            var page = _changes.Skip((int)state.Version).Take(size).ToList();
            (state, mayFollow) = state.CatchUp(page, new(asOf));
            mayFollow &= page.Count == size;
        }
        state = state.At(new(asOf));

        var version = _copies.FindLastIndex(copy => copy.KnownFrom <= asOf);
        var there = _copies[version].Allocations.Where(a => asOf < a.Expires.Microseconds).OrderBy(a => a.Interval.From);
        if (state.Version != version || state.Resource != _copies[version].Resource || !state.Calendar.Overlapping(Interval.Always).SequenceEqual(there))
            Assert.Fail($"INVENTORY_SEED={seed} plays this again. As of {asOf} there was version {version}, but it shows {state.Version}.");
    }

    private void Step()
    {
        // Many things happen at the same moment; and sometimes the clock is set back.
        _now += _random.Next(20) switch { 0 => -_random.Next(60), < 8 => 0, _ => _random.Next(30) };
        var now = new Instant(_now);
        switch (_random.Next(100))
        {
            case < 45:
                Happen(_state.Allocate(Request(), Sample.Id(++_lastId), now, Limits.Default));
                break;
            case < 60:
                Happen(_state.Confirm(new() { ResourceType = "Car", AllocationId = Pick() }, now));
                break;
            case < 75:
                Happen(_state.Release(new() { ResourceType = "Car", AllocationId = Pick() }, now));
                break;
            case < 85:
                Happen(_state.Update(new UpdateAllocationRequest { ResourceType = "Car", AllocationId = Pick(), Details = new() { Type = $"type {_lastId}" } }, now, Limits.Default));
                break;
            case < 92:
                Happen(_state.Update(new UpdateResourceRequest { Type = "Car", Id = Sample.CarId, Name = $"car {_changes.Count}" }));
                break;
            case < 99:
                Happen(_state.RecordExpiredHolds(now));
                break;
            default:
                Happen(_state.Delete(new() { Type = "Car", Id = Sample.CarId, Force = true }, now, Limits.Default));
                break;
        }
    }

    private AllocateRequest Request()
    {
        var from = _random.Next(200);
        TimeSpan? hold = _random.Next(2) == 0 ? TimeSpan.FromMicroseconds(1 + _random.Next(60)) : null;
        return new() { ResourceType = "Car", Interval = Sample.Interval(from, from + 1 + _random.Next(20)), Details = new() { Type = "booking" }, Hold = hold };
    }

    private Guid Pick() => Sample.Id(1 + _random.Next(_lastId + 1));

    private void Happen<T>(Decision<T> decision)
    {
        foreach (var change in decision.Changes)
        {
            _changes.Add((change, new(_now)));
            _state = _state.Apply(change, new(_now));
            _copies.Add(_copies[^1].After(change, Math.Max(_now, _copies[^1].KnownFrom)));
        }
    }

    /// <summary>All that there was after a change.</summary>
    /// <param name="KnownFrom">When it happened, or the last moment by which anything before it had.</param>
    /// <param name="Resource">If there was one.</param>
    /// <param name="Allocations">In no order.</param>
    private sealed record Copy(long KnownFrom, Resource? Resource, Allocation[] Allocations)
    {
        public Copy After(ResourceEvent change, long at) => change switch
        {
            ResourceEvent.ResourceCreated created => new(at, created.Resource, []),
            ResourceEvent.ResourceUpdated updated => new(at, updated.Resource, Allocations),
            ResourceEvent.ResourceDeleted => new(at, null, []),
            ResourceEvent.Allocated allocated => new(at, Resource, [.. Allocations, allocated.Allocation]),
            ResourceEvent.AllocationUpdated updated => new(at, Resource, [.. Without(updated.Allocation.Id), updated.Allocation]),
            ResourceEvent.Confirmed confirmed => new(at, Resource, [.. Without(confirmed.Allocation.Id), confirmed.Allocation]),
            ResourceEvent.Released released => new(at, Resource, [.. Without(released.AllocationId)]),
            ResourceEvent.Expired expired => new(at, Resource, [.. Without(expired.AllocationId)]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        private IEnumerable<Allocation> Without(Guid id) => Allocations.Where(a => a.Id != id);
    }
}
