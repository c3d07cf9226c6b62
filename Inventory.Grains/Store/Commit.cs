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

    /// <summary>The key of the request, if it carried one: it is kept with the change, and told when the resource is loaded, for as long as keys are kept.</summary>
    public RequestKey? Key { get; init; }

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
            Change.Allocated { Allocation: var made } => Fits(made) && made.Created == At,
            Change.AllocationUpdated { Allocation: var made } => Fits(made),
            Change.Confirmed { Allocation: var made } => Fits(made) && !made.IsHold,
            Change.ResourceDeleted or Change.Released or Change.Expired => true,
            _ => throw new UnreachableException($"No rule for {Change.GetType()}."),
        };
        // Of other changes no answer is kept.
        isConsistent &= Key is null || Change is Change.ResourceCreated or Change.Allocated or Change.Confirmed;
        if (!isConsistent)
            throw new ArgumentException($"The commit of version {Version} at {At} does not agree with its {Change}.");
    }

    private bool Fits(Allocation made) => made.Version == Version && made.Created.IsFinite && made.Expires != Instant.Past;
}
