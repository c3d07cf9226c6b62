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

    public async Task TakeAsync(IEnumerable<Guid> resources)
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
    public Instant MomentAfter(Instant now) => All.Select(one => one.Head.Now).Append(now).Max();

    /// <summary>Another try is needed: a lock was lost, or somebody who waits gets what the clock has freed, which the next lock records.</summary>
    public bool AreBehind(Instant now) => All.Any(one => one.State.Version != one.Head.Version || one.State.IsGrantDue(now));

    public Task UnlockAsync(JointCommit joint) => Task.WhenAll(_locked.Select(resource => grains.GetResource(resource).Unlock(Token, joint.OutcomeOf(resource))));
}

internal sealed record LockedState(Guid Id, LockedResource Head, ResourceState State);
