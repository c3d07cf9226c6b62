namespace Inventory.Domain.Policies;

/// <summary>The customer of an allocation has to appear around its start.</summary>
public sealed record CheckIn
{
    /// <summary>So long before the start it is possible.</summary>
    public TimeSpan Opens { get; init; }

    /// <summary>So long after the start it is too late.</summary>
    public TimeSpan Closes { get; init; }

    /// <summary>Whether the rest of the time is free for others if nobody appears; if not, the allocation is only marked.</summary>
    public bool ReleasesOnMiss { get; init; }

    /// <returns><c>null</c> for a time without a start.</returns>
    public CheckInWindow? WindowOf(Interval interval) => interval.From.IsFinite
        ? new(interval.From.Plus(-(long)Opens.TotalMicroseconds), interval.From.Plus((long)Closes.TotalMicroseconds), ReleasesOnMiss)
        : null;
}

/// <summary>When the customer of one allocation has to appear. A later policy does not change it.</summary>
/// <param name="From">The first moment.</param>
/// <param name="Until">The first moment at which it is too late.</param>
/// <param name="ReleasesOnMiss">Whether the rest of the time is free then.</param>
[GenerateSerializer, Immutable, Alias("inventory.check-in-window")]
public sealed record CheckInWindow(Instant From, Instant Until, bool ReleasesOnMiss);
