using Inventory.Domain;
using Inventory.Store;

namespace Inventory.Resources;

/// <summary>A resource as it was at one loading, and what has been decided since. Changed in the turns of its grain; what is durable may be read on any thread.</summary>
internal sealed class JournalPage(ResourceState loaded)
{
    private volatile ResourceState _durable = loaded;

    public CommitChain Chain { get; } = new();

    /// <summary>After all decisions.</summary>
    public ResourceState Head { get; private set; } = loaded;

    /// <summary>After the decisions that are known to be durable. Its version is never above the head's.</summary>
    public ResourceState Durable => _durable;

    /// <summary>The commit that makes the head durable.</summary>
    public Task<CommitStatus> LastCommit { get; private set; } = Task.FromResult(CommitStatus.Committed);

    public bool IsDurable => Durable.Version == Head.Version;

    public void Take(ResourceState next, Task<CommitStatus> commit) => (Head, LastCommit) = (next, commit);

    public void BecomesDurable(ResourceState state)
    {
        // A later commit may have been told first; it is durable only with all those before it.
        if (state.Version > Durable.Version)
            _durable = state;
    }
}
