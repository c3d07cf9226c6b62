namespace Inventory.Domain.Webhooks;

public static class OutboxDecisions
{
    /// <summary>Enough to keep each outbox small: every change writes it whole.</summary>
    public const int Outboxes = 16;

    /// <summary>In one outbox. The oldest deliveries beyond this are abandoned.</summary>
    public const int MaxPending = 1_000;

    /// <summary>In one outbox.</summary>
    public const int MaxFinished = 64;

    /// <summary>How long an ended delivery stays listed.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public static IEnumerable<OutboxEntry> Pending(this OutboxState state) => state.Entries.Where(entry => entry.Finished is null);

    /// <summary>Ordinals are unique over all outboxes and rise with time. Known deliveries stay as they are.</summary>
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

    public static OutboxState Complete(this OutboxState state, string delivery, Instant now) =>
        state.Pending().FirstOrDefault(entry => entry.Delivery == delivery) is { } found
            ? state with { Entries = state.Entries.Replace(found, found with { Finished = now }) }
            : state;

    /// <returns>The oldest pending deliveries beyond the limit.</returns>
    public static IReadOnlyList<OutboxEntry> Excess(this OutboxState state) => [.. state.Pending().SkipLast(MaxPending)];

    /// <returns>Ended deliveries that are too old or too many.</returns>
    public static ImmutableArray<OutboxEntry> Forgotten(this OutboxState state, Instant now)
    {
        var oldest = new Instant(now.Microseconds - (long)Remembered.TotalMicroseconds);
        var retained = state.Entries.Where(entry => entry.Finished > oldest)
            .OrderByDescending(entry => entry.Finished).Take(MaxFinished).ToHashSet();
        return [.. state.Entries.Where(entry => entry.Finished is not null && !retained.Contains(entry))];
    }
}

public sealed record OutboxState
{
    /// <summary>The highest ordinal so far; 0 before the first.</summary>
    public long Last { get; init; }

    /// <summary>By ordinal.</summary>
    public ImmutableArray<OutboxEntry> Entries { get; init; } = [];
}

public sealed record OutboxEntry(long Ordinal, string Delivery, Instant? Finished = null);
