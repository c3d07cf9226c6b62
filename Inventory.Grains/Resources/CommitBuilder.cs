namespace Inventory.Grains.Resources;

/// <summary>The commits of one decision on one resource, and what they make of it.</summary>
internal static class CommitBuilder
{
    public static (Commit[] Whole, ResourceState Head, long Digest) Build(
        this ResourceState head, Guid id, long digest, CommitChain chain, IReadOnlyList<ResourceEvent> changes, Instant now, IdempotencyKey? key = null, string? actor = null)
    {
        var whole = new Commit[changes.Count];
        for (var i = 0; i < changes.Count; i++)
        {
            var keyOfChange = i == changes.Count - 1 ? key : null;
            // What the clock has changed, nobody asked for.
            var isByClock = changes[i] is ResourceEvent.Expired or ResourceEvent.AllocationUpdated { Change: AllocationChange.NoShow };
            digest = StateDigest.After(digest, head, changes[i]);
            whole[i] = new() { ResourceId = id, Version = head.Version + 1, Change = changes[i], Chain = chain, At = now, Key = keyOfChange, Actor = isByClock ? null : actor, StateDigest = digest };
            head = head.Apply(changes[i], now, keyOfChange);
        }
        return (whole, head, digest);
    }
}
