using Inventory.Domain.Allocations;
using Inventory.Domain.Allocations.Judgements;

namespace Inventory.Domain.Resources;

/// <summary>
/// Resources that change in one commit: one alone, or wholes with all their parts. Those who wait for any of them get, by arrival, what fits completely; a whole's entry fits if it
/// does on the whole and on every part.
/// </summary>
/// <remarks>
/// A part has an entry for each one of its wholes, and so knows which time a whole waits for. A change that does not make such an entry fit on this part cannot make it fit on the
/// whole: the part decides alone. Otherwise the whole is missing in the group, unless somebody who has come before takes the time. For one decision only; not thread-safe.
/// </remarks>
public sealed class DecidingGroup
{
    private readonly Dictionary<Guid, Member> _members;
    private readonly Instant _now;
    private readonly HashSet<Guid> _missing = [];

    /// <param name="states">As they are stored.</param>
    /// <param name="now">The moment of the decision.</param>
    /// <param name="rulesOf">Of each.</param>
    public DecidingGroup(IEnumerable<KeyValuePair<Guid, ResourceState>> states, Instant now, Func<ResourceState, Rules> rulesOf) =>
        (_members, _now) = (states.ToDictionary(pair => pair.Key, pair => new Member(pair.Value, rulesOf)), now);

    /// <param name="own">The resource that decides. Of a whole, all parts are in the group, or the decision is of no concern to them.</param>
    /// <param name="decide">On its state.</param>
    public GrantingDecision<T> Decide<T>(Guid own, Func<ResourceState, Instant, Decision<T>> decide)
    {
        var self = _members[own];
        Grant();
        var early = self.Changes.Count;
        var decision = decide(self.State with { Parts = PartsOf(self) }, _now);
        foreach (var change in decision.Changes)
            self.Append(change, _now);
        var differing = Follow(own, self, decision.Changes);
        foreach (var change in decision.Then ?? [])
            self.Append(change, _now);
        if (decision.Changes.Length > 0 && differing is null)
            Grant();
        return new(decision.Answer, [.. self.Changes], early..(early + decision.Changes.Length))
        {
            Key = decision.Key,
            Keys = decision.Keys,
            Actor = decision.Actor,
            Missing = [.. _missing],
            DifferingPart = differing,
            OfOthers = _members.Where(member => member.Value != self && member.Value.Changes.Count > 0).ToImmutableDictionary(member => member.Key, member => member.Value.Changes.ToArray()),
        };
    }

    // Also of what the clock has freed. Where that is of use to nobody, the decision itself records what is over.
    private void Grant()
    {
        var waiting = _members.Values.Where(member => !member.State.Calendar.Waiting.IsEmpty).ToList();
        var before = waiting.ConvertAll(member => (member.State, member.Changes.Count));
        foreach (var member in waiting)
            foreach (var change in member.State.ExpireHolds(_now).Changes)
                member.Append(change, _now);
        foreach (var (member, entry) in ByArrival(waiting))
        {
            if (entry.Whole is { } whole ? IsMissing(member, entry, whole.Resource) : IsIncomplete(member))
                break;
            if (entry.Whole is null && Fits(member, entry))
                Grant(member, entry);
        }
        foreach (var (member, (state, count)) in waiting.Zip(before))
            if (!member.Changes.Skip(count).HasGrants())
                member.Reset(state, count);
    }

    // Snapshots: a grant changes the lists.
    private static IEnumerable<(Member Member, Allocation Entry)> ByArrival(List<Member> waiting) => waiting is [var only]
        ? [.. only.State.Calendar.Waiting.Open.Select(entry => (only, entry))]
        : [.. waiting.SelectMany(member => member.State.Calendar.Waiting.Open.Select(entry => (member, entry))).OrderBy(one => (one.entry.Created, one.entry.Id))];

    private bool Fits(Member member, Allocation entry) => member.Rules.Allows(member.State.Calendar, WaitingDecisions.WantedBy(entry), _now, PartsOf(member));

    private void Grant(Member member, Allocation entry)
    {
        var version = member.State.Version + 1;
        var change = entry.Extras!.IsForType
            ? new ResourceEvent.AllocationUpdated(entry with { Stage = AllocationStage.Offered, Version = version }, AllocationChange.WaitingOffered)
            : new ResourceEvent.AllocationUpdated(entry.Grant(_now, version), AllocationChange.WaitingGranted);
        member.Append(change, _now);
        Follow(member.State.Resource!.Id, member, [change]);
    }

    // All wholes that may be missing are named at once: each attempt locks more.
    private bool IsMissing(Member part, Allocation entry, Guid whole)
    {
        if (_members.ContainsKey(whole) || !part.NowFits(entry))
            return false;
        _missing.UnionWith(_members.Values.SelectMany(member => member.State.Calendar.Waiting.Open.Where(other => other.Whole is { } one && !_members.ContainsKey(one.Resource) && member.NowFits(other)))
            .Select(other => other.Whole!.Resource));
        return true;
    }

    // A whole alone cannot know what fits.
    private bool IsIncomplete(Member member)
    {
        if (member.State.Resource is not { IsWhole: true } whole || whole.Parts.All(_members.ContainsKey))
            return false;
        if (member.IsChanged)
            _missing.Add(whole.Id);
        return true;
    }

    /// <returns>The part that cannot follow.</returns>
    private Guid? Follow(Guid id, Member member, ResourceEvent[] changes)
    {
        foreach (var part in changes.Length == 0 || member.Before.Resource is not { IsWhole: true } whole ? [] : whole.Parts.Where(_members.ContainsKey))
        {
            if (_members[part].State.Follow(id, changes, _now) is not { } followed)
                return part;
            foreach (var change in followed)
                _members[part].Append(change, _now);
        }
        return null;
    }

    private ImmutableArray<PartCalendar> PartsOf(Member member) => member.State.Resource is not { IsWhole: true } whole ? []
        : [.. whole.Parts.Where(_members.ContainsKey).Select(part => new PartCalendar(part, _members[part].State.At(_now).Calendar, _members[part].Rules.Policy.Turnaround))];

    private sealed class Member(ResourceState stored, Func<ResourceState, Rules> rulesOf)
    {
        private Rules? _rules;

        public ResourceState Before { get; } = stored;

        public ResourceState State { get; private set; } = stored;

        public List<ResourceEvent> Changes { get; } = [];

        public Rules Rules => _rules ??= rulesOf(State);

        /// <summary>More than its name and attributes.</summary>
        public bool IsChanged => State.Calendar != Before.Calendar || State.Resource?.Policy != Before.Resource?.Policy;

        /// <summary>On this part alone, and it did not before.</summary>
        public bool NowFits(Allocation entry) => Allows(State, Rules, entry) && !Allows(Before, rulesOf(Before), entry);

        public void Append(ResourceEvent change, Instant now)
        {
            Changes.Add(change);
            State = State.Apply(change, now);
            if (change is ResourceEvent.ResourceUpdated or ResourceEvent.ResourceCreated)
                _rules = null;
        }

        public void Reset(ResourceState state, int count)
        {
            State = state;
            Changes.RemoveRange(count, Changes.Count - count);
        }

        private static bool Allows(ResourceState part, Rules rules, Allocation entry) =>
            part.Resource is { } resource && new PartCalendar(resource.Id, part.Calendar, rules.Policy.Turnaround).Allows(WaitingDecisions.WantedBy(entry));
    }
}
