using Inventory.Domain.Allocations.Judgements;
using Inventory.Domain.Policies;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Grains.Resources;
using Inventory.Storage;

namespace Inventory.Tests.Domain.Resources;

/// <summary>Three parts and three wholes that share them, which decide as their grains do, without grains. It checks what every commit has to keep.</summary>
internal sealed class JointWorld
{
    public static readonly Guid[] Parts = [Sample.Id(1), Sample.Id(2), Sample.Id(3)];
    public static readonly Guid[] Wholes = [Sample.Id(11), Sample.Id(12), Sample.Id(13)];

    private static readonly Guid[][] PartsOfWholes = [[Parts[0], Parts[1]], [Parts[2], Parts[1]], Parts];

    private readonly Dictionary<Guid, ResourceState> _states = [];
    private readonly Dictionary<Guid, Rules> _rules = [];

    /// <param name="turnarounds">Between two allocations, of the parts and then of the wholes.</param>
    public JointWorld(params int[] turnarounds)
    {
        foreach (var (n, id) in Parts.Concat(Wholes).Index())
        {
            Turnarounds[id] = turnarounds.Length == 0 ? 0 : turnarounds[n];
            _rules[id] = Turnarounds[id] == 0 ? Rules.None : Rules.Of(new Policy { Turnaround = new() { Default = TimeSpan.FromMicroseconds(Turnarounds[id]) } }, null);
            _states[id] = ResourceState.None.Apply(new ResourceEvent.ResourceCreated(Sample.Car with { Id = id, Parts = [.. PartsOf(id)] }), new(0));
        }
    }

    public Dictionary<Guid, int> Turnarounds { get; } = [];

    public Instant Now { get; set; } = new(0);

    public static Guid[] PartsOf(Guid resource) => Array.IndexOf(Wholes, resource) is >= 0 and var whole ? PartsOfWholes[whole] : [];

    public Rules RulesOf(Guid resource) => _rules[resource];

    /// <summary>As the clock has made it: what is due to those who wait is recorded.</summary>
    public ResourceState Read(Guid resource)
    {
        if (_states[resource].IsGrantDue(Now))
            Decide(resource, state => state.RecordExpiredHolds(Now));
        return WithParts(resource).At(Now);
    }

    /// <summary>First with its parts alone, and with wholes only if they are missing.</summary>
    public T Decide<T>(Guid resource, Func<ResourceState, Decision<T>> decide)
    {
        for (HashSet<Guid> group = [resource, .. PartsOf(resource)]; ;)
        {
            var decision = new DecidingGroup(group.Select(id => new KeyValuePair<Guid, ResourceState>(id, _states[id])), Now, state => _rules[state.Resource!.Id]).Decide(resource, (state, _) => decide(state));
            Assert.Null(decision.DifferingPart);
            Assert.DoesNotContain(decision.Missing, group.Contains);
            if (decision.Missing.IsEmpty)
            {
                foreach (var (id, changes) in decision.OfOthers.Add(resource, decision.Changes))
                    _states[id] = Apply(id, _states[id], changes);
                return decision.Answer;
            }
            group.UnionWith(decision.Missing.SelectMany(PartsOf).Concat(decision.Missing));
        }
    }

    private ResourceState WithParts(Guid resource) => _states[resource] with
    {
        Parts = [.. PartsOf(resource).Select(part => new PartCalendar(part, _states[part].At(Now).Calendar, _rules[part].Policy.Turnaround))],
    };

    private ResourceState Apply(Guid resource, ResourceState before, ResourceEvent[] changes)
    {
        var (whole, head, digest) = before.Build(resource, DigestOf(before), new(), changes, Now);
        if (whole.Length > 0)
            whole.ThrowIfInconsistent();
        Assert.Equal(DigestOf(head), digest);
        return head;
    }

    private static long DigestOf(ResourceState state) => StateDigest.Of(state.Resource!, state.Calendar.Overlapping(Interval.Always).Concat(state.Calendar.Waiting.All));
}
