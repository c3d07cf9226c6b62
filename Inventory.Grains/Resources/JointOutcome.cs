namespace Inventory.Grains.Resources;

/// <summary>A resource that another one has locked, as it is: all its decisions are durable.</summary>
/// <param name="Version">Of the resource.</param>
/// <param name="Digest">Its <see cref="StateDigest"/>.</param>
/// <param name="Now">The moment by its clock, which may be ahead.</param>
[GenerateSerializer, Immutable, Alias("inventory.locked-resource")]
public sealed record LockedResource(long Version, long Digest, Instant Now);

/// <summary>What has become of a resource while it was locked.</summary>
[GenerateSerializer, Immutable, Alias("inventory.joint-outcome")]
public sealed record JointOutcome
{
    /// <summary>The resource is as it was.</summary>
    public static readonly JointOutcome Unchanged = new() { IsKnown = true };

    /// <summary>Only the store knows.</summary>
    public static readonly JointOutcome Unknown = new();

    [Id(0)]
    public bool IsKnown { get; private init; }

    /// <summary>The version that the changes have made, which is durable.</summary>
    [Id(1)]
    public long Version { get; private init; }

    [Id(2)]
    public ImmutableArray<ResourceEvent> Changes { get; private init; } = [];

    [Id(3)]
    public IdempotencyKey? Key { get; private init; }

    [Id(4)]
    public Instant At { get; private init; }

    /// <summary>Of several requests: one for each change, in place of <see cref="Key"/>.</summary>
    [Id(5)]
    public ImmutableArray<IdempotencyKey?> Keys { get; private init; }

    /// <summary>Of the changes, the first that is the request's, and how many are.</summary>
    [Id(6)]
    public (int First, int Count) OwnChanges { get; private init; }

    public Range Own => OwnChanges.First..(OwnChanges.First + OwnChanges.Count);

    public static JointOutcome Changed(long version, IReadOnlyList<ResourceEvent> changes, Instant at, Range own, IdempotencyKey? key = null, IReadOnlyList<IdempotencyKey?>? keys = null) =>
        new() { IsKnown = true, Version = version, Changes = [.. changes], At = at, OwnChanges = own.GetOffsetAndLength(changes.Count), Key = key, Keys = keys is null ? default : [.. keys] };
}
