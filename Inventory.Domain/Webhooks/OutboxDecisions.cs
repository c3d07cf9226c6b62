using System.Collections.Immutable;
using Inventory.Domain.Time;

namespace Inventory.Domain.Webhooks;

/// <summary>What an outbox remembers, and for how long. There are several, so that each is small: it is written whole.</summary>
public static class OutboxDecisions
{
    /// <summary>So many that none is long: each is written whole.</summary>
    public const int Outboxes = 16;

    /// <summary>Deliveries that are pending in one outbox: beyond that the oldest is given up.</summary>
    public const int MaxPending = 1_000;

    /// <summary>Deliveries that have ended, and are still told of, in one outbox.</summary>
    public const int MaxFinished = 64;

    /// <summary>For so long one that has ended is told of.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public static IEnumerable<OutboxEntry> Pending(this OutboxState state) => state.Entries.Where(entry => entry.Finished is null);

    /// <param name="state">Of the outbox.</param>
    /// <param name="outbox">Its number, from 0: no two give out the same ordinal, and later ones are higher in all of them.</param>
    /// <param name="deliveries">Those that it has already are left as they are.</param>
    /// <param name="now">The time of the decision.</param>
    public static OutboxState Add(this OutboxState state, int outbox, IEnumerable<string> deliveries, Instant now)
    {
        foreach (var delivery in deliveries)
        {
            if (state.Entries.Any(entry => entry.Delivery == delivery))
                continue;
            var ordinal = Math.Max(now.Microseconds * Outboxes + outbox, state.Last + Outboxes);
            state = new() { Last = ordinal, Entries = state.Entries.Add(new(ordinal, delivery)) };
        }
        return state;
    }

    /// <summary>The delivery has ended.</summary>
    public static OutboxState Complete(this OutboxState state, string delivery, Instant now) =>
        state.Pending().FirstOrDefault(entry => entry.Delivery == delivery) is { } found
            ? state with { Entries = state.Entries.Replace(found, found with { Finished = now }) }
            : state;

    /// <returns>The oldest of the pending ones, as many as there are too many.</returns>
    public static IReadOnlyList<OutboxEntry> Excess(this OutboxState state) => [.. state.Pending().SkipLast(MaxPending)];

    /// <returns>Those that have ended long ago, or of which there are too many.</returns>
    public static ImmutableArray<OutboxEntry> Forgotten(this OutboxState state, Instant now)
    {
        var oldest = new Instant(now.Microseconds - (long)Remembered.TotalMicroseconds);
        var kept = state.Entries.Where(entry => entry.Finished > oldest)
            .OrderByDescending(entry => entry.Finished).Take(MaxFinished).ToHashSet();
        return [.. state.Entries.Where(entry => entry.Finished is not null && !kept.Contains(entry))];
    }
}

/// <summary>The deliveries of one outbox.</summary>
public sealed record OutboxState
{
    /// <summary>The highest ordinal that was given; 0 before the first.</summary>
    public long Last { get; init; }

    /// <summary>By ordinal, the oldest first.</summary>
    public ImmutableArray<OutboxEntry> Entries { get; init; } = [];
}

/// <summary>A delivery that an outbox remembers.</summary>
/// <param name="Ordinal">Its place in the list of all deliveries.</param>
/// <param name="Delivery">Its key.</param>
/// <param name="Finished">When it was delivered or given up; <c>null</c> while it is pending.</param>
public sealed record OutboxEntry(long Ordinal, string Delivery, Instant? Finished = null);
