using System.Diagnostics;
using Inventory.Contracts;
using Inventory.Domain;

namespace Inventory.Store;

/// <summary>One change of one resource, fenced by the version that it was decided on.</summary>
public sealed record Commit
{
    public required Guid ResourceId { get; init; }

    /// <summary>The version that the change makes: one above the version that it was decided on.</summary>
    public required long Version { get; init; }

    public required Change Change { get; init; }

    /// <summary>The commits that this one was decided behind. By default it is alone.</summary>
    public CommitChain Chain { get; init; } = new();

    /// <summary>When it was decided.</summary>
    public required Instant At { get; init; }

    /// <summary>Who asked for it, if that is known.</summary>
    public string? Actor { get; init; }

    /// <summary>
    /// The commit and its change say some things twice: the version, the moment, the resource. An event row says them once, so they must
    /// agree.
    /// </summary>
    /// <exception cref="ArgumentException">They do not: a fault of the caller.</exception>
    public void ThrowIfInconsistent()
    {
        var isConsistent = Version >= 1 && At.IsFinite && Change switch
        {
            Change.ResourceCreated { Resource: var made } => made.Id == ResourceId && made.Created == At && made.Version == 1 && Version == 1,
            Change.ResourceUpdated { Resource: var made } => made.Id == ResourceId && made.Version == Version,
            Change.Allocated { Allocation: var made } => made.Version == Version && made.Created == At,
            Change.ResourceDeleted or Change.Released => true,
            _ => throw new UnreachableException($"No rule for {Change.GetType()}."),
        };
        if (!isConsistent)
            throw new ArgumentException($"The commit of version {Version} at {At} does not agree with its {Change}.");
    }
}
