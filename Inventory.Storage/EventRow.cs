using Inventory.Domain.Requests;

namespace Inventory.Storage;

/// <summary>An event whose row agrees with its hash, or has none, because an older version wrote it.</summary>
internal sealed record EventRow(RecordedEvent Event, IdempotencyKey? Key, EventHash? Hash)
{
    /// <summary>
    /// The most events that a load checks: checking all of a long history would take longer than loading the calendar, which the last event's
    /// <see cref="StateDigest"/> covers anyway.
    /// </summary>
    public const int NewestChecked = 1_000;

    /// <summary>In SQLite, the event of the resource before this one; 0 for none.</summary>
    public long Previous { get; init; }

    /// <summary>In SQLite, the event before this one that is loaded with the resource; 0 for none.</summary>
    public long PreviousKept { get; init; }

    /// <summary>Whether it is loaded with the resource.</summary>
    public bool IsKept => Event.Change is ResourceEvent.Expired || Answer is not null;

    public IdempotencyRecord? Answer => Key is null ? null : Event.Change switch
    {
        ResourceEvent.Allocated allocated => new(Key, Event.At, allocated.Allocation),
        ResourceEvent.Confirmed confirmed => new(Key, Event.At, confirmed.Allocation),
        ResourceEvent.AllocationUpdated updated => new(Key, Event.At, updated.Allocation),
        ResourceEvent.Released => new(Key, Event.At, Event.Version),
        _ => null,
    };

    /// <summary>Whether reading a row threw it because a value is none that the service writes.</summary>
    public static bool IsUnreadable(Exception? e) => e is InvalidDataException or ArgumentException or OverflowException or InvalidCastException;

    /// <summary>0 if there is no hash.</summary>
    public long Link => Hash?.Link ?? 0;

    /// <summary>It must be the next event of its resource.</summary>
    /// <param name="version">Of the event before; 0 if there is none.</param>
    /// <param name="link">Of the event before; <c>null</c> if it is not known.</param>
    /// <exception cref="ResourceDamagedException">One is missing, or has been replaced.</exception>
    public void ThrowIfNotAfter(long version, long? link)
    {
        if (Event.Version != version + 1)
            throw new ResourceDamagedException(Event.ResourceId, version + 1, "the event is missing.");
        if (link is { } before && Hash is { } hash && hash.Before != before)
            throw new ResourceDamagedException(Event.ResourceId, Event.Version, "the event does not follow on the one before.");
    }

    /// <summary>They must be consecutive events of one resource from a version on, each with the hash of the one before.</summary>
    /// <param name="oldestFirst">What was read.</param>
    /// <param name="first">The version of the first.</param>
    /// <param name="archived">Of the last event that is not in the store any more.</param>
    /// <exception cref="ResourceDamagedException">One is missing, or has been replaced.</exception>
    public static void ThrowIfBroken(IReadOnlyList<EventRow> oldestFirst, long first, EventLink archived)
    {
        for (var i = 0; i < oldestFirst.Count; i++)
            oldestFirst[i].ThrowIfNotAfter(first + i - 1, i > 0 ? oldestFirst[i - 1].Link : first == archived.Version + 1 ? archived.Link : null);
    }
}

/// <summary>On which event of its resource the next one follows. Version 0 means that the next one is the first.</summary>
internal readonly record struct EventLink(long Version, long Link);
