namespace Inventory.Domain.Pricing;

/// <summary>The prices of a resource type, all in one currency.</summary>
public sealed record Tariff
{
    /// <summary>A quote keeps the version that it was made with.</summary>
    public required string Version { get; init; }

    /// <summary>At least one. Durations are unique and above zero; prices are not below zero.</summary>
    public required ImmutableArray<DurationPrice> Prices { get; init; }

    /// <summary>Added once, for any duration.</summary>
    public required Money Fixed { get; init; }

    /// <summary>The first season that contains the day applies.</summary>
    public ImmutableArray<Season> Seasons { get; init; } = [];

    public ImmutableDictionary<DayOfWeek, decimal> Weekdays { get; init; } = ImmutableDictionary<DayOfWeek, decimal>.Empty;

    /// <summary>Where days begin and end.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Empty: a full refund until the start, none afterwards.</summary>
    public ImmutableArray<CancellationStep> Cancellation { get; init; } = [];

    /// <summary><c>null</c>: no late fee.</summary>
    public LateReturn? LateReturn { get; init; }

    public string Currency => Fixed.Currency;

    /// <summary>The factor for a duration that begins at this moment.</summary>
    public decimal FactorAt(Instant moment)
    {
        if (Seasons.IsEmpty && Weekdays.IsEmpty)
            return 1;
        var day = TimeZoneInfo.ConvertTimeFromUtc(moment.ToDateTime(), Zone);
        var season = Seasons.FirstOrDefault(s => s.Contains(day.Month, day.Day))?.Factor ?? 1;
        return season * Weekdays.GetValueOrDefault(day.DayOfWeek, 1);
    }
}

/// <summary>The full price applies even if the duration is only partly used.</summary>
public sealed record DurationPrice(TimeSpan Duration, Money Price);

/// <summary>Days of every year, both ends included; a season may cross the end of the year.</summary>
public sealed record Season((int Month, int Day) First, (int Month, int Day) Last, decimal Factor)
{
    public bool Contains(int month, int day)
    {
        var (isFrom, isUntil) = ((month, day).CompareTo(First) >= 0, (month, day).CompareTo(Last) <= 0);
        return First.CompareTo(Last) <= 0 ? isFrom && isUntil : isFrom || isUntil;
    }
}
