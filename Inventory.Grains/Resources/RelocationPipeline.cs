using Inventory.Domain.Allocations;
using Inventory.Grains.Policies;

namespace Inventory.Grains.Resources;

/// <summary>Moves an allocation from one resource to another one: both are locked, and what changes is one commit.</summary>
internal sealed class RelocationPipeline(Guid from, IStore store, IGrainFactory grains, PartStates states, Limits limits, TypeRules rules, TimeProvider clock)
{
    // Only a lock that was lost, or another activation, makes an attempt fail.
    private const int MaxAttempts = 10;

    public async Task<UpdateAllocationResult> MoveAsync(UpdateAllocationRequest request, Guid to)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var (isDone, result) = await new ResourceLocks(grains, states).DecideAsync([from, to], store, clock, (locks, now) => Decide(locks, request, to, now));
            if (isDone)
                return result!;
        }
        throw new StoreUnavailableException($"Others won {MaxAttempts} commits of the resources {from} and {to} in a row.");
    }

    private (JointCommit?, UpdateAllocationResult) Decide(ResourceLocks locks, UpdateAllocationRequest request, Guid to, Instant now)
    {
        var (source, target) = (locks.All.First(one => one.Id == from), locks.All.First(one => one.Id == to));
        var (leaving, before, after) = source.State.Leave(request, to, now);
        if (before is null)
            return (null, leaving.Answer);
        var arriving = target.State.Arrive(request, from, before, after!, now, limits, rules.Of(target.State.Resource));
        if (!arriving.Answer.IsUpdated || request.IsPreview)
            return (null, arriving.Answer);
        var planned = new JointCommit(now);
        foreach (var (locked, decision) in new[] { (source, leaving), (target, arriving) })
        {
            var whole = locked.State.DecideWithGrants((_, _) => decision, now, states.RulesOf);
            // A whole that waits for the time would have to be locked as well, with all its parts.
            if (!whole.Missing.IsEmpty)
                return (null, UpdateAllocationResult.Stays);
            planned.Add(locked.State, locked.Id, locked.Head.Digest, whole.Changes, whole.Own, key: null, whole.Actor);
        }
        return (planned, arriving.Answer);
    }
}
