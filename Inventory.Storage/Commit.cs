using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Storage;

/// <summary>One change of one resource, fenced by the version that it was decided on.</summary>
public sealed record Commit
{
    public required Guid ResourceId { get; init; }

    /// <summary>The version that the change makes: one above the version that it was decided on.</summary>
    public required long Version { get; init; }

    public required ResourceEvent Change { get; init; }

    /// <summary>The commits that this one was decided behind. By default it is alone.</summary>
    public CommitChain Chain { get; init; } = new();

    /// <summary>When it was decided.</summary>
    public required Instant At { get; init; }

    /// <summary>The key of the request, if it carried one: it is kept with the change, and told when the resource is loaded, for as long as keys are kept.</summary>
    public IdempotencyKey? Key { get; init; }

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
            ResourceEvent.ResourceCreated { Resource: var made } => made.Id == ResourceId && made.Created == At && made.Version == 1 && Version == 1,
            ResourceEvent.ResourceUpdated { Resource: var made } => made.Id == ResourceId && made.Version == Version,
            ResourceEvent.Allocated { Allocation: var made } => Fits(made) && made.Created == At,
            ResourceEvent.AllocationUpdated { Allocation: var made } => Fits(made),
            ResourceEvent.Confirmed { Allocation: var made } => Fits(made) && !made.IsHold,
            ResourceEvent.ResourceDeleted or ResourceEvent.Released or ResourceEvent.Expired => true,
            _ => throw new UnreachableException($"No rule for {Change.GetType()}."),
        };
        // Of other changes no answer is kept.
        isConsistent &= Key is null || Change is ResourceEvent.ResourceCreated or ResourceEvent.Allocated or ResourceEvent.Confirmed;
        if (!isConsistent)
            throw new ArgumentException($"The commit of version {Version} at {At} does not agree with its {Change}.");
    }

    private bool Fits(Allocation made) => made.Version == Version && made.Created.IsFinite && made.Expires != Instant.MinusInfinity;
}

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
    VersionConflict = 2,
}

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

/// <summary>
/// The key of a request that leaves open which resource of a type it gets. The store finds it again across the type, as it does with no other key:
/// to find every key so would cost every commit.
/// </summary>
public static class PoolRequestKey
{
    // No client's own key can look like this: a field of an HTTP header holds no line feed.
    private const string Prefix = "any\n";

    /// <summary>What to commit with, and to ask for, instead of the client's own key.</summary>
    public static string Of(string key) => Prefix + key;

    public static bool IsOne(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);
}
