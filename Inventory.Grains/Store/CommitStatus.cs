namespace Inventory.Store;

/// <summary>How a commit ended, where that is known.</summary>
public enum CommitStatus
{
    /// <summary>It is durable.</summary>
    Committed = 1,

    /// <summary>
    /// Nothing happened: the resource is not at the version that the change was decided on, a commit before it in its chain was not to be, or the name or ordinal
    /// of a new resource is taken.
    /// Whoever decided it knows less than the store: load and decide again.
    /// </summary>
    Fenced = 2,
}
