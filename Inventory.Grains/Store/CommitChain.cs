namespace Inventory.Store;

/// <summary>
/// The commits that were decided on one loading of a resource, each on the state that the one before makes. A version alone does not say that: behind a commit
/// that is not to be, the next would follow on what somebody else has made of the same version. So behind one that was refused, or failed, none is accepted.
/// </summary>
public sealed class CommitChain
{
    private volatile bool _isBroken;

    /// <summary>A commit of the chain was refused or failed.</summary>
    public bool IsBroken => _isBroken;

    /// <summary>For the store, before it judges the next commit of the chain.</summary>
    public void Break() => _isBroken = true;
}
