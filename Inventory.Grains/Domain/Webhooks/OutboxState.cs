using System.Collections.Immutable;

namespace Inventory.Domain.Webhooks;

/// <summary>The deliveries of one outbox.</summary>
public sealed record OutboxState
{
    /// <summary>The highest ordinal that was given; 0 before the first.</summary>
    public long Last { get; init; }

    /// <summary>By ordinal, the oldest first.</summary>
    public ImmutableArray<OutboxEntry> Entries { get; init; } = [];
}
