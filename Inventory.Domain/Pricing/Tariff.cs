namespace Inventory.Domain.Pricing;

/// <summary>The prices of a resource type, all in one currency.</summary>
public sealed record Tariff
{
    /// <summary>A quote keeps the version that it was made with.</summary>
    public required string Version { get; init; }

    /// <summary>At least one. Durations are unique and above zero; prices are not below zero.</summary>
    public required ImmutableArray<DurationPrice> Prices
    {
        get;
        init
        {
            field = value;
            StepMicroseconds = value.Select(price => (long)price.Duration.TotalMicroseconds).Aggregate(GreatestCommonDivisor);
        }
    }

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

    /// <summary><c>null</c>: a missed check-in costs nothing.</summary>
    public NoShowFee? NoShow { get; init; }

    public string Currency => Fixed.Currency;

    /// <summary>The greatest common divisor of the durations.</summary>
    internal long StepMicroseconds { get; private init; }

    /// <summary>The factor for a duration that begins at this moment.</summary>
    public decimal FactorAt(Instant moment) => FactorSince(moment).Factor;

    /// <summary>The factor at a moment, and a moment since which it is the same: the beginning of the day, unless the clocks change in between.</summary>
    internal (decimal Factor, Instant Since) FactorSince(Instant moment)
    {
        if (Seasons.IsEmpty && Weekdays.IsEmpty)
            return (1, Instant.MinusInfinity);
        var utc = moment.ToDateTime();
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);
        var factor = SeasonAt(local) * Weekdays.GetValueOrDefault(local.DayOfWeek, 1);
        // No clock changes twice a day: if it shows the same midnight, it did not change since.
        var midnight = utc.Ticks >= local.TimeOfDay.Ticks ? utc - local.TimeOfDay : utc;
        return (factor, TimeZoneInfo.ConvertTimeFromUtc(midnight, Zone) == local.Date ? Instant.From(midnight) : moment);
    }

    // Asked for each day of a long time: no lambda, which would be an object each.
    private decimal SeasonAt(DateTime day)
    {
        foreach (var season in Seasons)
            if (season.Contains(day.Month, day.Day))
                return season.Factor;
        return 1;
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
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
