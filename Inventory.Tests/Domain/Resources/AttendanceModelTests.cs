using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

/// <summary>Holds, approvals and check-ins together: the resource judges them when it decides, the model at each tick of the clock.</summary>
public sealed class AttendanceModelTests(ITestOutputHelper output)
{
    private const int Steps = 300;

    [Fact]
    public void What_the_resource_decides_is_what_a_model_does_that_looks_at_every_moment()
    {
        for (var life = 0; life < TestSettings.Trials(20); life++)
        {
            var seed = Seed.Next();
            var story = new Story(new(seed));
            try
            {
                for (var step = 0; step < Steps; step++)
                    story.Step();
            }
            catch (Exception)
            {
                output.WriteLine($"INVENTORY_SEED={seed}: {story.Last}");
                throw;
            }
        }
    }

    private sealed class Story
    {
        private static readonly Caller[] Callers = [new("user:ann", Guid.NewGuid()), new("user:olga"), new("user:otto")];

        private readonly Random _random;
        private readonly Rules _rules;
        private readonly AttendanceModel _model;
        private ResourceState _state = Sample.State();
        private long _now = 1_000;
        private int _made;

        public Story(Random random)
        {
            _random = random;
            var approval = random.Next(3) == 0 ? null : new Approval { AllocationTypes = ["booking"], Within = Span(1, 25) };
            var checkIn = random.Next(4) == 0 ? null : new CheckIn { Opens = Span(0, 6), Closes = Span(1, 6), ReleasesOnMiss = random.Next(2) == 0 };
            _rules = Rules.Of(Policy.None with { Approval = approval, CheckIn = checkIn }, slot: null);
            _model = new(approval, checkIn);
        }

        public string Last { get; private set; } = "";

        public void Step()
        {
            for (var ticks = _random.Next(4); ticks > 0; ticks--)
                _model.Tick(++_now);
            var (caller, id) = (Callers[_random.Next(Callers.Length)], AnyId());
            var (expected, actual) = _random.Next(8) switch
            {
                0 or 1 => Allocate(caller),
                2 => Approve(caller, id),
                3 => (_model.Confirm(id, caller), Run(_state.Confirm(new() { ResourceType = "Car", AllocationId = id, RequestedBy = caller }, Now, _rules), answer => $"{answer.Status}")),
                4 => Attend(caller, id, isLeaving: false),
                5 => Attend(caller, id, isLeaving: true),
                6 => (_model.Release(id, caller), Run(_state.Release(new() { ResourceType = "Car", AllocationId = id, RequestedBy = caller }, Now), answer => $"{answer.Status}")),
                _ => Move(caller, id),
            };
            Assert.Equal(expected, actual);
            _model.Tick(_now);
            Assert.Equal(_model.Seen, _state.At(Now).Calendar.Overlapping(Interval.Always).Select(TextOf).Order(StringComparer.Ordinal));
        }

        private Instant Now => new(_now);

        // Most of them are there.
        private Guid AnyId() => _model.Ids is { Count: > 0 } ids && _random.Next(6) > 0 ? ids[_random.Next(ids.Count)] : Sample.Id(_random.Next(Math.Max(1, _made - 8), _made + 2));

        private TimeSpan Span(int least, int most) => TimeSpan.FromMicroseconds(_random.Next(least, most + 1));

        private (string, string) Allocate(Caller caller)
        {
            var (id, type, from) = (Sample.Id(++_made), _random.Next(2) == 0 ? "booking" : "repair", _now + _random.Next(-4, 25));
            var (to, hold) = (from + _random.Next(1, 14), _random.Next(3) == 0 ? _random.Next(1, 20) : (int?)null);
            var request = new AllocateRequest
            {
                ResourceType = "Car", Interval = Sample.Interval(from, to), Details = new() { Type = type }, RequestedBy = caller, Hold = hold is { } length ? TimeSpan.FromMicroseconds(length) : null,
            };
            Last = $"{_now}: allocate {from}-{to} {type}, hold {hold}";
            return (_model.Allocate(id, type, from, to, _now, hold, caller), Run(_state.Allocate(request, id, Now, Limits.Default, _rules), answer => $"{answer.Status}"));
        }

        private (string, string) Approve(Caller caller, Guid id)
        {
            var isApproved = _random.Next(3) > 0;
            Last = $"{_now}: approve {id} {isApproved}";
            return (_model.Approve(id, isApproved, caller), Run(_state.Approve(new() { ResourceType = "Car", AllocationId = id, IsApproved = isApproved, RequestedBy = caller }, Now), answer => $"{answer.Status}"));
        }

        private (string, string) Attend(Caller caller, Guid id, bool isLeaving)
        {
            Last = $"{_now}: attend {id}, leaves {isLeaving}";
            var request = new AttendRequest { ResourceType = "Car", AllocationId = id, IsLeaving = isLeaving, RequestedBy = caller };
            return (_model.Attend(id, isLeaving, _now, caller), Run(_state.Attend(request, Now, _rules), answer => $"{answer.Status}"));
        }

        private (string, string) Move(Caller caller, Guid id)
        {
            var from = _now + _random.Next(-4, 25);
            var to = from + _random.Next(1, 14);
            Last = $"{_now}: move {id} to {from}-{to}";
            var request = new UpdateAllocationRequest { ResourceType = "Car", AllocationId = id, From = new(from), To = new(to), RequestedBy = caller };
            return (_model.Move(id, from, to, _now, caller), Run(_state.Update(request, Now, Limits.Default, _rules), answer => $"{answer.Status}"));
        }

        private string Run<T>(Decision<T> decision, Func<T, string> textOf)
        {
            foreach (var change in decision.Changes)
                _state = _state.Apply(change, Now);
            return textOf(decision.Answer);
        }

        private static string TextOf(Allocation seen) => AttendanceModel.TextOf(
            seen.Id, seen.Interval.From.Microseconds, seen.Interval.To.Microseconds,
            seen.IsRequested ? "requested" : seen.IsHold ? "held" : seen.Stage == AllocationStage.NoShow ? "no_show" : "firm", seen.CheckedIn?.Microseconds, seen.CheckedOut?.Microseconds);
    }
}
