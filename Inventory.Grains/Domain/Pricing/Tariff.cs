using System.Collections.Immutable;
using Inventory.Contracts;

namespace Inventory.Domain.Pricing;

/// <summary>What the resources of a type cost. All amounts are in one currency.</summary>
public sealed record Tariff
{
    /// <summary>Names these prices: what was priced by them keeps them.</summary>
    public required string Version { get; init; }

    /// <summary>At least one; each duration once and above zero; no price below zero.</summary>
    public required ImmutableArray<DurationPrice> Prices { get; init; }

    /// <summary>Once for every time that is taken, however long.</summary>
    public required Money Fixed { get; init; }

    /// <summary>The first that a day is in counts for it.</summary>
    public ImmutableArray<Season> Seasons { get; init; } = [];

    /// <summary>Days of the week that have a factor.</summary>
    public ImmutableDictionary<DayOfWeek, decimal> Weekdays { get; init; } = ImmutableDictionary<DayOfWeek, decimal>.Empty;

    /// <summary>Where the days begin and end.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Without any, all is given back until the start, and nothing from then on.</summary>
    public ImmutableArray<CancellationStep> Cancellation { get; init; } = [];

    /// <summary><c>null</c>: who is late pays nothing for it.</summary>
    public LateReturn? LateReturn { get; init; }

    public string Currency => Fixed.Currency;

    /// <summary>What a price is multiplied by whose time begins then.</summary>
    public decimal FactorAt(Instant moment)
    {
        if (Seasons.IsEmpty && Weekdays.IsEmpty)
            return 1;
        var day = TimeZoneInfo.ConvertTimeFromUtc(moment.ToDateTime(), Zone);
        var season = Seasons.FirstOrDefault(s => s.Holds(day.Month, day.Day))?.Factor ?? 1;
        return season * Weekdays.GetValueOrDefault(day.DayOfWeek, 1);
    }
}
