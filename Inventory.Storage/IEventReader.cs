using Inventory.Domain.Resources;
using Inventory.Domain.Time;

namespace Inventory.Storage;

/// <summary>What has happened, in order: the history of each resource, and the feed of all. Only what is durable is told, and nothing is left out.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the storage failed or is closed.</remarks>
public interface IEventReader
{
    /// <summary>
    /// The number of the last event that this process knows to be durable; 0 before the first. Read from memory: all that was committed here is known; what other
    /// processes have committed, a little later.
    /// </summary>
    long LastSeq { get; }

    /// <summary>The number of the last event, of all that were answered before the call, whoever committed them.</summary>
    ValueTask<long> FindLastSeqAsync(CancellationToken cancellation);

    /// <summary>
    /// The events with higher numbers than <paramref name="afterSeq"/>, by number, at most <paramref name="limit"/>. Fewer: there were no more.
    /// Those that this process knows of are there. What comes later has higher numbers than all that was told.
    /// </summary>
    Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(long afterSeq, int limit, CancellationToken cancellation);

    /// <summary>Returns when there is an event with a higher number than <paramref name="afterSeq"/>. Thousands may wait: the writers pay for one.</summary>
    Task WaitForEventsAsync(long afterSeq, CancellationToken cancellation);

    /// <summary>
    /// The events of one resource, also of a deleted one, that made higher versions than <paramref name="afterVersion"/>, by version, at most
    /// <paramref name="limit"/>. All that were committed before the call are there; none, where there never was a resource.
    /// </summary>
    Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Guid resource, long afterVersion, int limit, CancellationToken cancellation);

    /// <summary>
    /// The events that are about a user's own allocations or that it asked for, with higher numbers than <paramref name="afterSeq"/>, by number, at most <paramref name="limit"/>.
    /// All that were committed before the call are there. It looks through all events: for what is asked seldom.
    /// </summary>
    Task<IReadOnlyList<RecordedEvent>> ReadEventsOfAsync(Guid user, long afterSeq, int limit, CancellationToken cancellation);
}

/// <summary>One change that was committed.</summary>
/// <param name="Seq">Its place among all events, above 0: a later one has a higher number, perhaps with gaps between.</param>
/// <param name="ResourceId">The resource that changed.</param>
/// <param name="ResourceType">The resource's type.</param>
/// <param name="Version">The version of the resource that it made: 1, 2, 3, … without gaps.</param>
/// <param name="Change">What changed.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Actor">Who asked for it, if that is known.</param>
public sealed record RecordedEvent(long Seq, Guid ResourceId, string ResourceType, long Version, ResourceEvent Change, Instant At, string? Actor);
