namespace Inventory.Grains.Resources;

/// <summary>The commits of one decision on one resource, and what they make of it.</summary>
internal static class CommitBuilder
{
    private const int Many = 16;

    /// <param name="head">Before them.</param>
    /// <param name="id">Of the resource.</param>
    /// <param name="digest">Of the head.</param>
    /// <param name="chain">Of the commits.</param>
    /// <param name="changes">In order.</param>
    /// <param name="now">The moment of the decision.</param>
    /// <param name="key">Of the request.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="own">Which changes are the request's, the last with its key; <c>null</c> for all.</param>
    /// <param name="keys">Of several requests: one for each of their changes, in place of the key.</param>
    public static (Commit[] Whole, ResourceState Head, long Digest) Build(
        this ResourceState head, Guid id, long digest, CommitChain chain, IReadOnlyList<ResourceEvent> changes, Instant now, IdempotencyKey? key = null, string? actor = null, Range? own = null, IReadOnlyList<IdempotencyKey?>? keys = null)
    {
        var (first, count) = (own ?? Range.All).GetOffsetAndLength(changes.Count);
        var whole = new Commit[changes.Count];
        // Those that are only allocated are applied together: a series has many.
        List<ResourceEvent.Allocated>? allocated = changes.Count >= Many ? [] : null;
        for (var i = 0; i < changes.Count; i++)
        {
            var keyOfChange = keys is not null ? i >= first && i < first + count ? keys[i - first] : null : i == first + count - 1 ? key : null;
            var isOwn = i >= first && i < first + count && !IsByItself(changes[i]);
            var deferred = keyOfChange is null && allocated is not null ? changes[i] as ResourceEvent.Allocated : null;
            if (deferred is null)
                Flush();
            digest = StateDigest.After(digest, head, changes[i]);
            var version = head.Version + (allocated?.Count ?? 0) + 1;
            if (deferred is not null)
                allocated!.Add(deferred);
            else
                head = head.Apply(changes[i], now, keyOfChange);
            whole[i] = new() { ResourceId = id, Version = version, Change = changes[i], Chain = chain, At = now, Key = keyOfChange, Actor = isOwn ? actor : null, StateDigest = digest };
        }
        Flush();
        return (whole, head, digest);

        void Flush()
        {
            if (allocated is not { Count: > 0 })
                return;
            head = head.ApplyAll(allocated);
            allocated.Clear();
        }
    }

    // What the clock has changed, and what a waiting list grants, nobody asked for.
    private static bool IsByItself(ResourceEvent change) => change is ResourceEvent.Expired
        or ResourceEvent.AllocationUpdated { Change: AllocationChange.NoShow or AllocationChange.WaitingLapsed or AllocationChange.WaitingGranted or AllocationChange.WaitingOffered };
}
