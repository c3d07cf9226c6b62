using Inventory.Domain.Allocations;
using NodaTime;
using Instant = Inventory.Domain.Time.Instant;
using Interval = Inventory.Domain.Time.Interval;

namespace Inventory.Gateway.Feeds;

/// <summary>An event of a feed, as its reader may see it.</summary>
internal sealed record FeedEvent
{
    private const string Taken = "Busy";

    public required string Uid { get; init; }

    /// <summary>Finite.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Rises with each change.</summary>
    public required int Sequence { get; init; }

    /// <summary><c>null</c> if the reader must not know.</summary>
    public Instant? Created { get; init; }

    public required Instant Modified { get; init; }

    public required string Summary { get; init; }

    public string? Description { get; init; }

    public required string Location { get; init; }

    public bool IsTentative { get; init; }

    /// <summary>Of the resource, or of the series; <c>null</c> for UTC.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>It stands for the occurrences of a series; <see cref="Interval"/> is the first of them.</summary>
    public FeedRule? Repeats { get; init; }

    /// <summary>It is in place of this occurrence of the event with the same <see cref="Uid"/>.</summary>
    public LocalDateTime? Replaces { get; init; }

    /// <param name="allocation">It may be seen.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="modified">Of the allocation.</param>
    /// <param name="horizon">Infinite bounds are cut to it.</param>
    public static FeedEvent Of(Allocation allocation, FeedPlace place, Instant modified, FeedHorizon horizon) => new()
    {
        Uid = allocation.Id.ToString(),
        Interval = horizon.Clip(allocation.Interval),
        Sequence = (int)Math.Min(allocation.Version, int.MaxValue),
        Created = allocation.Created,
        Modified = modified,
        Summary = allocation.Description is { Length: > 0 } text ? $"{allocation.Type}: {text}" : allocation.Type,
        Description = allocation.Reference is { Length: > 0 } reference ? $"Reference: {reference}" : null,
        Location = place.Resource.Name,
        IsTentative = allocation.IsHold,
        Zone = place.Zone,
    };

    /// <summary>What somebody else has: nothing of it but when. Its id follows from that.</summary>
    public static FeedEvent Busy(Interval interval, FeedPlace place, FeedHorizon horizon) => new()
    {
        Uid = string.Create(CultureInfo.InvariantCulture, $"{place.Resource.Id}/{interval.From.Microseconds}/{interval.To.Microseconds}"),
        Interval = horizon.Clip(interval),
        Sequence = 0,
        Modified = place.Resource.Created,
        Summary = Taken,
        Location = place.Resource.Name,
        Zone = place.Zone,
    };
}

/// <summary>How an event repeats, in the local time of its zone.</summary>
internal sealed record FeedRule
{
    /// <summary>RFC 5545, with a COUNT.</summary>
    public required string Rule { get; init; }

    /// <summary>The first start that the rule has.</summary>
    public required LocalDateTime First { get; init; }

    /// <summary>RFC 5545, such as "P1DT2H".</summary>
    public required string Duration { get; init; }

    /// <summary>Starts of the rule without an occurrence.</summary>
    public required IReadOnlyList<LocalDateTime> Exdates { get; init; }

    /// <summary>The end of the last occurrence.</summary>
    public required Instant Last { get; init; }
}

/// <summary>A resource, and the zone of its opening hours, if it has any.</summary>
internal sealed record FeedPlace(Resource Resource, DateTimeZone? Zone);
