using System.Collections.Immutable;
using Inventory.Domain.Time;

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
        var season = Seasons.FirstOrDefault(s => s.Contains(day.Month, day.Day))?.Factor ?? 1;
        return season * Weekdays.GetValueOrDefault(day.DayOfWeek, 1);
    }
}

/// <summary>What a duration costs, be it used to its end or not.</summary>
public sealed record DurationPrice(TimeSpan Duration, Money Price);

/// <summary>Days of every year, the first and the last included; it may go beyond the year's end.</summary>
/// <param name="First">Month and day.</param>
/// <param name="Last">Month and day.</param>
/// <param name="Factor">What prices are multiplied by; zero or more.</param>
public sealed record Season((int Month, int Day) First, (int Month, int Day) Last, decimal Factor)
{
    public bool Contains(int month, int day)
    {
        var (isFrom, isUntil) = ((month, day).CompareTo(First) >= 0, (month, day).CompareTo(Last) <= 0);
        return First.CompareTo(Last) <= 0 ? isFrom && isUntil : isFrom || isUntil;
    }
}
