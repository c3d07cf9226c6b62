using Inventory.Domain.Allocations;
using Inventory.Domain.Availability;
using Inventory.Grains.Policies;

namespace Inventory.Grains.Resources;

/// <summary>Decisions that move late-bound allocations between equal resources: all of these are locked, and what changes is one commit.</summary>
/// <remarks>Not thread-safe: one grain uses it.</remarks>
internal sealed class LatePipeline(IStore store, IGrainFactory grains, PartStates states, TypeRules rules, TimeProvider clock)
{
    // Only a lock that was lost, or another activation, makes an attempt fail.
    private const int MaxAttempts = 10;

    /// <param name="equals">The resources.</param>
    /// <param name="wish">The time that needs a place.</param>
    /// <param name="decide">On the resource of that place, when the others have moved and, if it exists, it has.</param>
    /// <param name="isAllowed">Whether the decision is what was wished for: if not, nothing changes.</param>
    /// <returns>The place and the answer there; <c>null</c> if there is no place.</returns>
    public async Task<(Guid Resource, T Answer)?> TryAsync<T>(IReadOnlyCollection<Guid> equals, LateWish wish, Func<ResourceState, Instant, Decision<T>> decide, Func<T, bool> isAllowed)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            try
            {
                var (isDone, result) = await AttemptAsync(equals, wish, decide, isAllowed);
                if (isDone)
                    return result;
            }
            catch (ResourceDamagedException damage) when (damage.ResourceId != wish.Resource && equals.Contains(damage.ResourceId))
            {
                // It does not stop the others.
                equals = [.. equals.Where(resource => resource != damage.ResourceId)];
            }
        }
        throw new StoreUnavailableException($"Others won {MaxAttempts} commits of equal resources in a row.");
    }

    private Task<(bool IsDone, (Guid Resource, T Answer)? Result)> AttemptAsync<T>(IReadOnlyCollection<Guid> equals, LateWish wish, Func<ResourceState, Instant, Decision<T>> decide, Func<T, bool> isAllowed) =>
        new ResourceLocks(grains, states).DecideAsync<(Guid, T)?>(equals, store, clock, (locks, now) =>
            FindPlan(locks, wish, now) is { } plan && Plan(locks, plan, decide, isAllowed, now) is var (planned, answer) ? (wish.IsPreview ? null : planned, (plan.Resource, answer)) : (null, null));

    // If it stands somewhere already, its own move is the last.
    private LatePlan? FindPlan(ResourceLocks locks, LateWish wish, Instant now)
    {
        var all = locks.All.Where(one => one.State.Resource is not null).Select(one => one.State.At(now)).ToList();
        if (all.Count == 0 || (wish.Resource is { } pinned && all.All(state => state.Resource!.Id != pinned)))
            return null;
        var turnaround = rules.Of(all[0].Resource).Policy.Turnaround;
        var reach = all.ReachOfLate(wish.Interval, turnaround, now);
        var wanted = new LateTime(wish.Id, LateDecisions.Padded(wish.Interval, wish.Type, turnaround));
        var plan = LatePlacement.Find([.. all.Select(state => state.ToLateCalendar(reach, turnaround, now, wish.Id))], wanted, wish.Resource);
        if (plan is null || all.Find(state => state.Calendar.Find(wish.Id) is not null) is not { } before)
            return plan;
        if (!before.Calendar.Find(wish.Id)!.MayChangeResource(now))
            return null;
        return before.Resource!.Id == plan.Resource ? plan : plan with { Moves = [.. plan.Moves, new(wish.Id, before.Resource.Id, plan.Resource)] };
    }

    private (JointCommit Planned, T Answer)? Plan<T>(ResourceLocks locks, LatePlan plan, Func<ResourceState, Instant, Decision<T>> decide, Func<T, bool> isAllowed, Instant now)
    {
        var (planned, answer) = (new JointCommit(now), default(T));
        foreach (var locked in locks.All.Where(one => one.Id == plan.Resource || plan.Moves.Any(move => move.From == one.Id || move.To == one.Id)))
        {
            if (locked.State.Move(plan.Moves, Find, rules.Of(locked.State.Resource), now) is not var (moved, changes))
                return null;
            var decision = new Decision<T>(answer!);
            if (locked.Id == plan.Resource)
            {
                decision = decide(moved, now);
                if (!isAllowed(decision.Answer))
                    return null;
                answer = decision.Answer;
            }
            var whole = locked.State.DecideWithGrants((_, _) => decision with { Changes = [.. changes, .. decision.Changes] }, now, states.RulesOf);
            if (whole.Changes.Length > 0)
                planned.Add(locked.State, locked.Id, locked.Head.Digest, whole.Changes, AfterMoves(whole, changes.Length), whole.Key, whole.Actor);
        }
        return (planned, answer!);

        // Nobody asked for what makes room.
        static Range AfterMoves(GrantingDecision<T> whole, int moves) => whole.Own.GetOffsetAndLength(whole.Changes.Length) is var (first, count) ? (first + moves)..(first + count) : default;

        Allocation Find(Guid allocation) => locks.All.Select(one => one.State.At(now).Calendar.Find(allocation)).First(found => found is not null)!;
    }
}

/// <param name="Id">Of the allocation, which may exist.</param>
/// <param name="Interval">Its time.</param>
/// <param name="Type">Its type.</param>
/// <param name="Resource">Where it has to be; <c>null</c> for any.</param>
/// <param name="IsPreview">Only judges: nothing changes.</param>
internal sealed record LateWish(Guid Id, Interval Interval, string Type, Guid? Resource, bool IsPreview);
