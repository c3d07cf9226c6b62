using Inventory.Domain.Requests;
using Inventory.Domain.Resources;
using Inventory.Domain.Time;
using Inventory.Storage;

namespace Inventory.Tests.Storage;

/// <summary>What a store has to tell of requests with keys and of holds that ended, from all that was committed, in order.</summary>
internal static class Kept
{
    /// <summary>From when on, if it is now so late.</summary>
    public static Instant Since(Instant now) => new(now.Microseconds - (long)RetentionPeriod.Default.TotalMicroseconds);

    public static StoredResource WithKept(this StoredResource resource, IEnumerable<Commit> ofResource, Instant since)
    {
        var fresh = ofResource.Where(commit => commit.At > since).ToList();
        return resource with
        {
            Answers = AnswersOf(fresh, since),
            ExpiredHolds = [.. from commit in fresh
                               let expired = commit.Change as ResourceEvent.Expired
                               where expired is not null
                               select new ExpiredHold(expired.AllocationId, commit.At, expired.Owner)],
        };
    }

    public static List<IdempotencyRecord> AnswersOf(IEnumerable<Commit> ofResource, Instant since) =>
        [.. ofResource.Where(commit => commit.At > since).Select(Answer).OfType<IdempotencyRecord>()];

    public static StoredRegistry WithKept(this StoredRegistry register, IEnumerable<Commit> ofType, Instant since) => register with
    {
        Creations = [.. ofType.Where(commit => commit.At > since && commit.Key is not null && commit.Change is ResourceEvent.ResourceCreated)
            .Select(commit => new CreationRecord(commit.Key!, commit.At, ((ResourceEvent.ResourceCreated)commit.Change).Resource))],
    };

    public static PoolIdempotencyRecord? Any(IEnumerable<Commit> ofType, string key, Instant since) =>
        ofType.LastOrDefault(commit => commit.Key?.Key == key && commit.Change is ResourceEvent.Allocated) is { } found && found.At > since
            ? new(found.ResourceId, Answer(found)!)
            : null;

    private static IdempotencyRecord? Answer(Commit commit) => (commit.Key, commit.Change) switch
    {
        ({ } key, ResourceEvent.Allocated allocated) => new(key, commit.At, allocated.Allocation),
        ({ } key, ResourceEvent.Confirmed confirmed) => new(key, commit.At, confirmed.Allocation),
        ({ } key, ResourceEvent.AllocationUpdated updated) => new(key, commit.At, updated.Allocation),
        ({ } key, ResourceEvent.Released) => new(key, commit.At, commit.Version),
        _ => null,
    };
}
