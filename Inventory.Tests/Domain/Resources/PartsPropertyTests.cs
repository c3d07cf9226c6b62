using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Tests.Domain.Resources;

/// <summary>Wholes and parts beside the dumbest model: a list of who has what, and until when.</summary>
public sealed class PartsPropertyTests
{
    private const int Steps = 400;
    private const int Span = 120;

    private static readonly Limits Limits = new() { Alternatives = 4 };
    private static readonly int[] WithoutTurnaround = [];
    private static readonly int[] WithTurnaround = [0, 3, 1, 2, 0, 5];

    [Theory]
    [InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public void Wholes_and_parts_agree_with_the_model(bool hasTurnaround, bool hasWaiting)
    {
        var seed = Seed.Next();
        for (var round = 0; round < TestSettings.Trials(5); round++)
            new Run(new(hasTurnaround ? WithTurnaround : WithoutTurnaround), new Random(seed + round), hasWaiting, $"INVENTORY_SEED={seed} plays this again: round {round}").Play();
    }

    private sealed record Taken(Guid Resource, Guid Id, int From, int To, Instant Expires, bool HasLeft = false, bool IsGranted = false);

    private sealed record Waiter(Guid Resource, Guid Id, int From, int To, Instant Until, int Accept);

    private sealed class Run(JointWorld world, Random random, bool hasWaiting, string message)
    {
        private static readonly Guid[] All = [.. JointWorld.Parts, .. JointWorld.Wholes];

        private readonly List<Waiter> _waiting = [];
        private List<Taken> _taken = [];
        private int _ids = 100;
        private int _step;

        public void Play()
        {
            for (; _step < Steps; _step++)
            {
                world.Now = world.Now.Plus(random.Next(3));
                Expire();
                switch (random.Next(hasWaiting ? 13 : 9))
                {
                    case > 10: Wait(Pick(All)); break;
                    case > 8: End(); break;
                    case < 4: Allocate(Pick(All)); break;
                    case 4: Move(); break;
                    case 5: Confirm(); break;
                    case 6: Release(); break;
                    case 7: Leave(); break;
                    default: TouchMirror(); break;
                }
                Grant();
                CheckMirrors();
                CheckWaiting();
                if (_step % 10 == 0)
                    CheckFree(Pick(JointWorld.Wholes));
            }
        }

        // Whatever order the resources are read in.
        private void Expire()
        {
            _taken = [.. _taken.Where(one => one.Expires > world.Now)];
            _waiting.RemoveAll(one => one.Until <= world.Now);
            Grant();
            foreach (var resource in hasWaiting ? [.. All.OrderBy(_ => random.Next())] : Array.Empty<Guid>())
                world.Read(resource);
        }

        // By arrival.
        private void Grant()
        {
            foreach (var one in _waiting.ToList())
                if (IsFree(one.Resource, one.From, one.To, apartFrom: null) && _waiting.Remove(one))
                    _taken.Add(new(one.Resource, one.Id, one.From, one.To, new(Math.Min(world.Now.Microseconds + one.Accept, one.To)), IsGranted: true));
        }

        private void Wait(Guid resource)
        {
            var (from, to) = Time();
            if (to <= world.Now.Microseconds)
                return;
            var (id, until, accept) = (Sample.Id(++_ids), new Instant(Math.Min(to, world.Now.Microseconds + 1 + random.Next(80))), 1 + random.Next(30));
            var request = new WaitRequest
            {
                ResourceType = "Car", Interval = new(new(from), new(to)), Details = new() { Type = "booking" }, AcceptWithin = TimeSpan.FromMicroseconds(accept), Until = until, RequestedBy = new($"user:{id}"),
            };
            var result = world.Decide(resource, state => state.Wait(request, id, world.Now, Limits, world.RulesOf(resource)));
            Check(result.Status == (IsFree(resource, from, to, apartFrom: null) ? WaitStatus.FreeNow : WaitStatus.Waiting), $"wait {resource} {from}-{to}: {result.Status}");
            if (result.IsWaiting)
                _waiting.Add(new(resource, id, from, to, until, accept));
        }

        private void End()
        {
            if (_waiting.Count == 0)
                return;
            var one = _waiting[random.Next(_waiting.Count)];
            var request = new ChangeWaitingRequest { ResourceType = "Car", EntryId = one.Id, Action = random.Next(2) == 0 ? WaitingAction.Decline : WaitingAction.Remove };
            var result = world.Decide(one.Resource, state => state.ChangeWaiting(request, world.Now, world.RulesOf(one.Resource)));
            Check(result.Status == ChangeWaitingStatus.Changed, $"end {one}: {result.Status}");
            _waiting.Remove(one);
        }

        // The same wait, on their resource and on the parts; nobody who waits could be served.
        private void CheckWaiting()
        {
            foreach (var resource in All)
            {
                var open = world.Read(resource).Calendar.Waiting.Open.ToList();
                Check(open.Where(entry => entry.Whole is null).Select(entry => entry.Id).SequenceEqual(_waiting.Where(one => one.Resource == resource).Select(one => one.Id)), $"others wait for {resource}");
                Check(open.Where(entry => entry.Whole is not null).Select(entry => (entry.Whole!.Resource, entry.Whole.Allocation))
                    .SequenceEqual(_waiting.Where(one => JointWorld.PartsOf(one.Resource).Contains(resource)).Select(one => (one.Resource, one.Id))), $"other wholes wait for {resource}");
            }
        }

        private void Allocate(Guid resource)
        {
            var (from, to) = Time();
            var request = new AllocateRequest
            {
                ResourceType = "Car",
                Interval = new(new(from), new(to)),
                Details = new() { Type = "booking" },
                Hold = random.Next(3) == 0 ? TimeSpan.FromMicroseconds(1 + random.Next(40)) : null,
            };
            var result = world.Decide(resource, state => state.Allocate(request, Sample.Id(++_ids), world.Now, Limits, world.RulesOf(resource)));
            Check(result.IsAllocated == IsFree(resource, from, to, apartFrom: null), $"allocate {resource} {from}-{to}: {result.Status}");
            if (result.IsAllocated)
                _taken.Add(new(resource, result.Allocation.Id, from, to, result.Allocation.Expires));
            else
                CheckRefusal(resource, request, result.Judgement);
        }

        private void CheckRefusal(Guid resource, AllocateRequest request, Judgement judgement)
        {
            foreach (var broken in judgement.Broken)
            {
                Check(broken.Part is null || JointWorld.PartsOf(resource).Contains(broken.Part.Value), "the refusal names a part of another whole");
                var on = world.Read(broken.Part ?? resource).Calendar;
                Check(!broken.Conflicts.IsEmpty && broken.Conflicts.All(conflict => on.Find(conflict.Id) == conflict), "the refusal names conflicts that are not there");
            }
            foreach (var time in judgement.Alternatives)
            {
                var preview = world.Read(resource).Preview(request with { Interval = time, Hold = null }, null, world.Now, Limits, world.RulesOf(resource));
                Check(preview.IsAllocated, $"the alternative {time} is refused");
                Check(IsFree(resource, (int)time.From.Microseconds, (int)time.To.Microseconds, apartFrom: null), $"the alternative {time} is not free");
            }
        }

        private void Move()
        {
            if (Some() is not { IsGranted: false } one)
                return;
            var (from, to) = Time();
            var request = new UpdateAllocationRequest { ResourceType = "Car", AllocationId = one.Id, From = new(from), To = new(to) };
            var result = world.Decide(one.Resource, state => state.Update(request, world.Now, Limits, world.RulesOf(one.Resource)));
            Check(result.IsUpdated == ((from, to) == (one.From, one.To) || IsFree(one.Resource, from, to, one.Id)), $"move {one} to {from}-{to}: {result.Status}");
            if (result.IsUpdated)
                _taken = [.. _taken.Select(other => other.Id == one.Id ? other with { From = from, To = to } : other)];
        }

        private void Confirm()
        {
            if (Some() is not { } one)
                return;
            var result = world.Decide(one.Resource, state => state.Confirm(new() { ResourceType = "Car", AllocationId = one.Id }, world.Now, world.RulesOf(one.Resource)));
            Check(result.IsFirm, $"confirm {one}: {result.Status}");
            _taken = [.. _taken.Select(other => other.Id == one.Id ? other with { Expires = Instant.PlusInfinity, IsGranted = false } : other)];
        }

        private void Release()
        {
            if (Some() is not { } one)
                return;
            var result = world.Decide(one.Resource, state => state.Release(new() { ResourceType = "Car", AllocationId = one.Id }, world.Now));
            Check(result.Status == ReleaseStatus.Released, $"release {one}: {result.Status}");
            _taken.RemoveAll(other => other.Id == one.Id);
        }

        private void Leave()
        {
            if (Some() is not { } one)
                return;
            var result = world.Decide(one.Resource, state => state.Attend(new() { ResourceType = "Car", AllocationId = one.Id, IsLeaving = true }, world.Now, world.RulesOf(one.Resource)));
            var now = (int)world.Now.Microseconds;
            var expected = one.Expires.IsFinite ? AttendStatus.NotFirm : one.HasLeft || one.From < now ? AttendStatus.CheckedOut : AttendStatus.TooEarly;
            Check(result.Status == expected, $"leave {one}: {result.Status}");
            if (expected == AttendStatus.CheckedOut && !one.HasLeft)
                _taken = [.. _taken.Select(other => other.Id == one.Id ? other with { To = Math.Min(one.To, now), HasLeft = true } : other)];
        }

        private void TouchMirror()
        {
            var part = Pick(JointWorld.Parts);
            if (world.Read(part).Calendar.Overlapping(Interval.Always).FirstOrDefault(allocation => allocation.Whole is not null) is not { } mirror)
                return;
            Check(world.Decide(part, state => state.Release(new() { ResourceType = "Car", AllocationId = mirror.Id }, world.Now)).Whole == mirror.Whole, "a part releases what its whole has");
            Check(world.Decide(part, state => state.Confirm(new() { ResourceType = "Car", AllocationId = mirror.Id }, world.Now)).Whole == mirror.Whole, "a part confirms what its whole has");
            Check(world.Decide(part, state => state.Update(new() { ResourceType = "Car", AllocationId = mirror.Id, To = new(999) }, world.Now, Limits)).Whole == mirror.Whole, "a part moves what its whole has");
        }

        // Exactly the allocations of the wholes are on the parts too, with the same facts.
        private void CheckMirrors()
        {
            foreach (var part in JointWorld.Parts)
            {
                var found = world.Read(part).Calendar.Overlapping(Interval.Always).Where(allocation => allocation.Whole is not null).OrderBy(mirror => mirror.Id).ToList();
                var expected = JointWorld.Wholes.Where(whole => JointWorld.PartsOf(whole).Contains(part))
                    .SelectMany(whole => world.Read(whole).Calendar.Overlapping(Interval.Always).Select(allocation => PartAllocation.Of(allocation, whole, part))).OrderBy(mirror => mirror.Id).ToList();
                Check(found.Select(mirror => mirror with { Version = 0 }).SequenceEqual(expected.Select(mirror => mirror with { Version = 0 })), $"{found.Count} instead of {expected.Count} on {part}");
            }
            foreach (var resource in All)
                Check(world.Read(resource).Calendar.Overlapping(Interval.Always).Where(allocation => allocation.Whole is null).Select(allocation => (allocation.Id, allocation.Expires)).ToHashSet()
                    .SetEquals(_taken.Where(one => one.Resource == resource).Select(one => (one.Id, one.Expires))), $"the allocations of {resource}");
        }

        private void CheckFree(Guid whole)
        {
            var request = new ListFreeTimesRequest { ResourceType = "Car", Window = new(new(0), new(Span + 20)), AtLeast = TimeSpan.FromMicroseconds(1), Limit = 1_000, AllocationType = "booking" };
            var free = world.Read(whole).ListFree(request, world.Now, world.RulesOf(whole)).Times;
            for (var moment = 0; moment < Span + 20; moment++)
                Check(free.Any(time => time.From.Microseconds <= moment && moment < time.To.Microseconds) == IsFree(whole, moment, moment + 1, apartFrom: null), $"{moment} of {whole} is free or not");
        }

        private bool IsFree(Guid resource, int from, int to, Guid? apartFrom) => JointWorld.PartsOf(resource).Append(resource).All(each => _taken.Where(one => one.Id != apartFrom && Takes(one, each))
            .All(one => one.To + world.Turnarounds[each] <= from || to + world.Turnarounds[each] <= one.From));

        private static bool Takes(Taken one, Guid resource) => one.Resource == resource || JointWorld.PartsOf(one.Resource).Contains(resource);

        private Taken? Some() => _taken.Count == 0 ? null : _taken[random.Next(_taken.Count)];

        private (int From, int To) Time() => random.Next(Span) is var from ? (from, from + 1 + random.Next(10)) : default;

        private T Pick<T>(T[] all) => all[random.Next(all.Length)];

        private void Check(bool isTrue, string what)
        {
            if (!isTrue)
                Assert.Fail($"{message}, step {_step}: {what}");
        }
    }
}
