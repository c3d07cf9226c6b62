using System.Diagnostics;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;

namespace Inventory.Storage;

/// <summary>One change of one resource, fenced by the version on which it was decided.</summary>
public sealed record Commit
{
    public required Guid ResourceId { get; init; }

    /// <summary>One above the version on which the change was decided.</summary>
    public required long Version { get; init; }

    public required ResourceEvent Change { get; init; }

    public CommitChain Chain { get; init; } = new();

    public required Instant At { get; init; }

    /// <summary>The request's key, stored with the change and loaded with the resource for the retention period.</summary>
    public IdempotencyKey? Key { get; init; }

    public string? Actor { get; init; }

    /// <summary>The <see cref="StateDigest"/> after the change. Without it, a load cannot tell whether the resource's rows agree with its events.</summary>
    public long? StateDigest { get; init; }

    /// <summary>An event row stores the version, the time and the resource only once, so the commit and its change must agree.</summary>
    public void ThrowIfInconsistent()
    {
        var isConsistent = Version >= 1 && At.IsFinite && Change switch
        {
            ResourceEvent.ResourceCreated { Resource: var made } => made.Id == ResourceId && made.Created == At && made.Version == 1 && Version == 1,
            ResourceEvent.ResourceUpdated { Resource: var made } => made.Id == ResourceId && made.Version == Version,
            ResourceEvent.Allocated { Allocation: var made } => Fits(made) && made.Created == At,
            ResourceEvent.AllocationUpdated { Allocation: var made } => Fits(made),
            ResourceEvent.Confirmed { Allocation: var made } => Fits(made) && !made.IsHold,
            ResourceEvent.ResourceDeleted or ResourceEvent.Released or ResourceEvent.Declined or ResourceEvent.Expired or ResourceEvent.WaitingRemoved or ResourceEvent.MovedAway => true,
            _ => throw new UnreachableException($"No rule for {Change.GetType()}."),
        };
        // Other changes store no answer.
        isConsistent &= Key is null || Change is ResourceEvent.ResourceCreated or ResourceEvent.Allocated or ResourceEvent.Confirmed or ResourceEvent.AllocationUpdated or ResourceEvent.Released;
        if (!isConsistent)
            throw new ArgumentException($"The commit of version {Version} at {At} does not agree with its {Change}.");
    }

    private bool Fits(Allocation made) => made.Version == Version && made.Created.IsFinite && made.Expires != Instant.MinusInfinity;
}

public static class CommitLists
{
    /// <summary>
    /// They are consecutive changes of one resource, or of several, one resource after the other. Of several, only the first change may be one that a taken
    /// name can refuse.
    /// </summary>
    public static void ThrowIfInconsistent(this IReadOnlyList<Commit> whole)
    {
        HashSet<Guid>? done = null;
        for (var i = 0; i < whole.Count; i++)
        {
            whole[i].ThrowIfInconsistent();
            if (i > 0 && !(whole[i].ResourceId == whole[i - 1].ResourceId ? Follows(whole[i], whole[i - 1]) : IsOfAnother(whole[i], whole[i - 1].ResourceId, done ??= [])))
                throw new ArgumentException($"The commit of version {whole[i].Version} does not follow on the one before.");
        }
    }

    /// <summary>The first commit of each resource but the first one.</summary>
    internal static Commit[] FirstOfOthers(this IReadOnlyList<Commit> whole) =>
        whole[0].ResourceId == whole[^1].ResourceId ? [] : [.. whole.Where((commit, i) => i > 0 && commit.ResourceId != whole[i - 1].ResourceId)];

    internal static void BreakChains(this IReadOnlyList<Commit> whole)
    {
        foreach (var commit in whole)
            commit.Chain.Break();
    }

    private static bool Follows(Commit commit, Commit before) => (commit.Version, commit.Chain) == (before.Version + 1, before.Chain);

    private static bool IsOfAnother(Commit commit, Guid before, HashSet<Guid> done) =>
        done.Add(before) && !done.Contains(commit.ResourceId) && commit.Change is not (ResourceEvent.ResourceCreated or ResourceEvent.ResourceUpdated);
}

public enum CommitStatus
{
    /// <summary>It is durable.</summary>
    Committed = 1,

    /// <summary>
    /// Nothing happened: the resource is at another version, an earlier commit of the chain failed, or the name or ordinal of a new resource is taken.
    /// The caller knows less than the store and must load and decide again.
    /// </summary>
    VersionConflict = 2,
}

/// <summary>
/// Commits that were decided on one loading of a resource, each on the state that the one before makes. After a refused or failed commit, the
/// store refuses the rest: the version alone may fit, because another process has made the same version with another change.
/// </summary>
public sealed class CommitChain
{
    private volatile bool _isBroken;

    public bool IsBroken => _isBroken;

    public void Break() => _isBroken = true;
}

/// <summary>For any resource of a type. Only such keys can be found across the type: an index of all keys would slow every commit.</summary>
public static class PoolRequestKey
{
    // No client's key looks like this: a field of an HTTP header contains no line feed.
    private const string Prefix = "any\n";

    public static string Of(string key) => Prefix + key;

    public static bool IsOne(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);
}
