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

    private bool Follows(EventRow before) => Hash is not { } hash || hash.Before == (before.Hash?.Link ?? 0);

    /// <summary>They must be consecutive events of one resource from a version on, each with the hash of the one before.</summary>
    /// <exception cref="ResourceDamagedException">One is missing, or has been replaced.</exception>
    public static void ThrowIfBroken(Guid resource, IReadOnlyList<EventRow> oldestFirst, long first)
    {
        for (var i = 0; i < oldestFirst.Count; i++)
        {
            if (oldestFirst[i].Event.Version != first + i)
                throw new ResourceDamagedException(resource, first + i, "the event is missing.");
            if (i > 0 && !oldestFirst[i].Follows(oldestFirst[i - 1]))
                throw new ResourceDamagedException(resource, first + i, "the event does not follow on the one before.");
        }
    }
}
