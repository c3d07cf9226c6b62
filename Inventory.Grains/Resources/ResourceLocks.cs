namespace Inventory.Grains.Resources;

/// <summary>
/// Resources that one decision locks, in the order of their ids, so that decisions that share some cannot wait for each other. A lock that is lost does no harm: each change is
/// fenced by the version of its resource.
/// </summary>
/// <remarks>For one attempt of one decision.</remarks>
internal sealed class ResourceLocks(IGrainFactory grains, PartStates states)
{
    private readonly List<Guid> _locked = [];

    public Guid Token { get; } = Guid.NewGuid();

    /// <summary>In the order of their ids.</summary>
    public ImmutableArray<LockedState> All { get; private set; } = [];

    private async Task TakeAsync(IEnumerable<Guid> resources)
    {
        var heads = new List<LockedResource>();
        foreach (var resource in resources.Order())
        {
            heads.Add(await grains.GetResource(resource).Lock(Token));
            _locked.Add(resource);
        }
        All = [.. await Task.WhenAll(_locked.Zip(heads, async (resource, head) => new LockedState(resource, head, await states.GetAsync(resource, head.Version))))];
    }

    /// <summary>The moment of the decision: no clock of a resource is ahead of it.</summary>
    private Instant MomentAfter(Instant now) => All.Select(one => one.Head.Now).Append(now).Max();

    /// <summary>Another try is needed: a lock was lost, or somebody who waits gets what the clock has freed, which the next lock records.</summary>
    private bool AreBehind(Instant now) => All.Any(one => one.State.Version != one.Head.Version || one.State.IsGrantDue(now));

    /// <summary>Decides once on what all of them have, and commits what changes at once.</summary>
    /// <param name="resources">All that are needed.</param>
    /// <param name="store">For the commit.</param>
    /// <param name="clock">For the moment of the decision.</param>
    /// <param name="decide">What to commit, or <c>null</c>; and the answer.</param>
    /// <returns>False if others were faster: another attempt is needed.</returns>
    public async Task<(bool IsDone, T? Answer)> DecideAsync<T>(IEnumerable<Guid> resources, IStore store, TimeProvider clock, Func<ResourceLocks, Instant, (JointCommit? Planned, T Answer)> decide)
    {
        var joint = JointCommit.Unchanged;
        try
        {
            await TakeAsync(resources);
            var now = MomentAfter(clock.Now());
            if (AreBehind(now))
                return (false, default);
            var (planned, answer) = decide(this, now);
            if (planned is { Commits.Count: > 0 })
            {
                joint = JointCommit.Unknown;
                if (await store.CommitAsync(planned.Commits) != CommitStatus.Committed)
                    return (false, default);
                joint = planned;
            }
            return (true, answer);
        }
        finally
        {
            await UnlockAsync(joint);
        }
    }

    private Task UnlockAsync(JointCommit joint) => Task.WhenAll(_locked.Select(resource => grains.GetResource(resource).Unlock(Token, joint.OutcomeOf(resource))));
}

internal sealed record LockedState(Guid Id, LockedResource Head, ResourceState State);
